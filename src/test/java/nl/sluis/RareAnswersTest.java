package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Gateway;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers of {@code openapi.yaml} that nobody meets by accident. */
class RareAnswersTest {
  private static final int HOURLY = 500;
  private static final int FETCHES = 30;
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started(
        settings -> settings.set("limits.invitationsPerHour", String.valueOf(HOURLY)).set("limits.unknownLinksPerHour", "5"));
    sluis.clock.awayFromTheEndOfTheHour();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void aNewInvitationIsAskedForByNobodyWhoHasNoLink() {
    for (var i = 0; i < 5; i++) {
      assertThat(asksFromAfar().problem()).isEqualTo("unknown-link");
    }
    var refused = asksFromAfar();
    assertThat(refused.problem()).isEqualTo("too-soon");
    assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void ofAnInvitationWhoseContactWasChangedNobodyIsAsked() {
    var posted = posted(request());
    var holder = sluis.holderOf(posted);
    assertThat(holder.releases(sluis.codeFor(holder, posted)).status()).isEqualTo(200);
    int changed = sluis.settings.database()
        .withHandle(handle -> handle.createUpdate("UPDATE invitation SET contact = :contact WHERE id = :id")
            .bind("contact", new byte[200]).bind("id", posted.id()).execute());
    assertThat(changed).isEqualTo(1);
    var asked = ask(holder.access());
    assertThat(asked.problem()).isEqualTo("gone");
    assertThat(asked.text("state")).isEqualTo("tampered");
  }

  @Test
  void nothingIsReleasedBeforeItOpens() {
    var from = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    var holder = sluis.holderOf(posted(request().put("opensFrom", from.toString())));
    var early = holder.releases("000000");
    assertThat(early.problem()).isEqualTo("not-yet");
    assertThat(early.text("opensFrom")).isEqualTo(from.toString());
    assertThat(holder.status().json().path("triesLeft").intValue()).isEqualTo(10);
  }

  @Test
  void theSameReleaseCountsAsAFetchAlsoWhileOpeningsAreLeft() {
    var posted = posted(request().put("openings", 2));
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    for (var i = 0; i <= FETCHES; i++) {
      assertThat(holder.releases(code).status()).as("release %s", i).isEqualTo(200);
    }
    assertThat(holder.releases(code).problem()).isEqualTo("unknown-ticket");
    assertThat(holder.status().json().at("/openings/left").intValue()).isEqualTo(1);
  }

  @Test
  void whomACancellationNamesCountsAsAPost() {
    var body = Meetings.JSON.createObjectNode().put("uid", posted(request()).meeting());
    for (var i = 0; i < HOURLY; i++) {
      body.withArray("tell").addObject().put("id", IndependentOpener.encode(new byte[16])).put("email", "one@example.net");
    }
    var refused = Http.send("POST", sluis.settings.publicUrl() + "/v1/meetings/cancel", body.toString(), "Authorization",
        "Bearer " + sluis.clientKey());
    assertThat(refused.problem()).isEqualTo("too-soon");
  }

  private static ObjectNode request() {
    var request = Meetings.request();
    var phone = Numbers.next();
    Meetings.invitee(request, 0).put("email", "invitee" + phone.substring(1) + "@example.net").put("phone", phone);
    return request;
  }

  /** @return its meeting is the uid */
  private static Gateway.Posted posted(ObjectNode request) {
    var answer = sluis.post(request);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    var invitee = Meetings.invitee(request, 0);
    return new Gateway.Posted(answer.json().at("/invitations/0/id").asText(), invitee.path("email").asText(),
        invitee.path("phone").asText(),
        answer.text("meeting"));
  }

  private static Answer asksFromAfar() {
    return ask(IndependentOpener.encode(new byte[32]));
  }

  private static Answer ask(String access) {
    return Http.send("POST", sluis.settings.publicUrl() + "/link/ask", "{\"access\":\"" + access + "\"}", "Sec-Fetch-Site", "same-origin",
        "X-Forwarded-For", "203.0.113.7");
  }
}
