package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.Test;

/** A crash right after an operator said that a key is compromised: the row that says so is all that is left of the call. */
class CompromiseTest {
  @Test
  void theNextStartGoesOn() throws Exception {
    try (var sluis = LocalSluis.started()) {
      var posted = sluis.postsInterview();
      var holder = sluis.holderOf(posted);
      var key = sluis.operates("GET", "/keys").http().body().replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"store\",\"state\":\"ACTIVE\".*", "$1");
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
      await().until(() -> sluis.operates("GET", "/keys").http().body(), keys -> keys.contains(key + "\",\"family\":\"store\",\"state\":\"DESTROYED"));
    }
  }
}
