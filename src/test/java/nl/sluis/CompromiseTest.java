package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator's word that a key is compromised ends, and what not. */
@Tag("slow")
class CompromiseTest {
  /** A crash right after an operator said so: the row that says it is all that is left of the call. */
  @Test
  void theNextStartGoesOn() throws Exception {
    try (var sluis = LocalSluis.started()) {
      var posted = sluis.postsInterview();
      var holder = sluis.holderOf(posted);
      var key = sluis.operates("GET", "/keys").http().body().replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"store\",\"state\":\"ACTIVE\".*",
          "$1");
      assertThat(key).hasSize(22);
      sluis.stop();
      try (var connection = DriverManager.getConnection("jdbc:h2:" + sluis.folder.resolve("data/sluis"), "sluis", "");
          var insert = connection.prepareStatement("INSERT INTO compromised_key (id, asked_at) VALUES (?, CURRENT_TIMESTAMP)")) {
        insert.setString(1, key);
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }

      sluis.start();

      await().until(() -> sluis.find(posted.id()).text("attention"), "key-compromised"::equals);
      assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(410);
      await().until(() -> sluis.operates("GET", "/keys").http().body(),
          keys -> keys.contains(key + "\",\"family\":\"store\",\"state\":\"DESTROYED"));
    }
  }

  @Test
  void anOutboxKeyConcernsNoLinkThatTheSenderSealed() {
    try (var sluis = LocalSluis.started()) {
      var sealed = new SealedPosts("sender", 2);
      assertThat(sluis.post(sealed.request).status()).isEqualTo(201);
      var pointed = new SealedPosts("pointer", 1);
      assertThat(sluis.post(pointed.request).status()).isEqualTo(201);
      var intake = sluis.postsInterview();
      sluis.holderOf(intake);
      var guessed = new LinkHolder(sluis.settings.publicUrl(), sealed.links.get(1));
      for (var tries = 0; tries < 3; tries++) {
        assertThat(guessed.asksForCode(sealed.posted(1).digits().equals("0000") ? "1111" : "0000").status()).isEqualTo(403);
      }
      var key = sluis.operates("GET", "/keys").http().body()
          .replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"outbox\",\"state\":\"ACTIVE\".*", "$1");

      var said = sluis.operates("POST", "/tasks/compromise-key?key=" + key).http().body();

      assertThat(said).contains("1 live invitations were ended", intake.id() + " sealed-at-intake revoked", "2 invitations in all")
          .doesNotContain(sealed.posted(0).id(), pointed.posted(0).id());
      assertThat(said).as("its organizer was sent a notice, with names").contains(sealed.posted(1).id() + " sealed-by-sender mailed");
      assertThat(sluis.find(intake.id()).text("attention")).isEqualTo("key-compromised");
      for (var posted : List.of(sealed.posted(0), sealed.posted(1), pointed.posted(0))) {
        assertThat(sluis.find(posted.id()).text("state")).isIn("queued", "mailed");
      }
    }
  }

  /** After its end it lies there until it is erased: what was opened until the visitor has it, what was revoked until it would have expired. */
  @Test
  void whatAKeySealedOnlyAfterTheEndStandsInItsStatement() {
    try (var sluis = LocalSluis.started()) {
      var opened = sluis.postsInterview();
      var holder = sluis.holderOf(opened);
      var revoked = sluis.postsInterview();
      sluis.holderOf(revoked);
      var erased = sluis.postsInterview();
      var other = sluis.holderOf(erased);
      var first = other.releases(sluis.codeFor(other, erased));
      assertThat(other.acknowledges(first).status()).isEqualTo(204);
      var released = holder.releases(sluis.codeFor(holder, opened));
      assertThat(sluis.ask("DELETE", "/v1/invitations/" + revoked.id()).status()).isEqualTo(204);
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      var key = activeStoreKey(sluis);
      assertThat(sluis.ask("GET", "/v1/invitations/" + revoked.id() + "/trust").http().body()).contains(key);
      assertThat(holder.acknowledges(released).status()).isEqualTo(204);

      var said = sluis.operates("POST", "/tasks/compromise-key?key=" + key).http().body();

      assertThat(said)
          .contains(opened.id() + " sealed-at-intake opened", revoked.id() + " sealed-at-intake revoked", "2 invitations in all")
          .doesNotContain(erased.id());
      assertThat(said).as("the times of the key").containsPattern("Statement for store key " + key + ", made 20\\S+, retired 20");
    }
  }

  @Test
  void whateverRotatesMeanwhileTheKeyIsDestroyedWhenTheAnswerIs200() throws Exception {
    try (var sluis = LocalSluis.started()) {
      sluis.postsInterview();
      var threads = Executors.newFixedThreadPool(3);
      var rotations = List.of(1, 2).stream().map(i -> threads.submit(() -> sluis.operates("POST", "/tasks/rotate-keys").status())).toList();
      for (var i = 0; i < 3; i++) {
        var key = activeStoreKey(sluis);
        var again = threads.submit(() -> sluis.operates("POST", "/tasks/compromise-key?key=" + key).status());
        var answer = sluis.operates("POST", "/tasks/compromise-key?key=" + key);

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.http().body()).doesNotContain("retired null");
        assertThat(sluis.operates("GET", "/keys").http().body())
            .contains("\"id\":\"" + key + "\",\"family\":\"store\",\"state\":\"DESTROYED");
        assertThat(again.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      }
      for (var rotation : rotations) {
        assertThat(rotation.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      }
      threads.shutdown();
      assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + "A".repeat(22)).status()).isEqualTo(404);
    }
  }

  private static String activeStoreKey(LocalSluis sluis) {
    return sluis.operates("GET", "/keys").http().body().replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"store\",\"state\":\"ACTIVE\".*",
        "$1");
  }
}
