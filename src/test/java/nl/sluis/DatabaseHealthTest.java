package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import nl.sluis.testing.Valve;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While the database is away, everybody who watches is told so in our words, and nobody restarts the gateway because of it. */
@Tag("slow")
class DatabaseHealthTest {
  @Test
  void aDatabaseThatGoesAndComesBackIsSeenFromOutside() throws Exception {
    try (var postgres = Postgres.start(); var valve = new Valve(postgres.port())) {
      var sluis = LocalSluis.started(settings -> {
        postgres.holds(settings);
        settings.set("database.url", "jdbc:postgresql://127.0.0.1:" + valve.port() + "/postgres?ApplicationName=topsecret");
      });
      try {
        assertThat(check(sluis).path("healthy").asBoolean()).isTrue();
        assertThat(get(sluis, "/ready").status()).isEqualTo(200);

        valve.shut();
        await().until(() -> !check(sluis).path("healthy").asBoolean());
        assertThat(check(sluis).path("message").asText())
            .startsWith("The database of database.url (SLUIS_DATABASE_URL) is away or busy").doesNotContain("topsecret", "jdbc:");
        assertThat(get(sluis, "/healthcheck").http().body()).doesNotContain("topsecret");
        assertThat(List.of("keys", "codes", "client-keys")).allSatisfy(
            name -> assertThat(get(sluis, "/healthcheck").json().path(name).path("message").asText()).as(name)
                .startsWith("Nobody can tell while the database is away"));
        assertThat(get(sluis, "/ready").status()).isEqualTo(503);
        assertThat(get(sluis, "/ready").http().body()).startsWith("unhealthy: database");
        assertThat(get(sluis, "/live").status()).isEqualTo(200);
        var metrics = Http.send("GET", sluis.settings.adminUrl() + "/metrics", null, "Authorization", "Bearer " + Settings.OPERATOR_KEY,
            "Accept", "text/plain");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.http().body()).contains("sluis_health{check=\"database\"} 0.0\n", "sluis_mails_total");

        valve.open();
        await().until(() -> check(sluis).path("healthy").asBoolean());
        assertThat(get(sluis, "/ready").status()).isEqualTo(200);
      } finally {
        sluis.close();
      }
    }
  }

  private static JsonNode check(LocalSluis sluis) {
    return get(sluis, "/healthcheck").json().path("database");
  }

  private static Answer get(LocalSluis sluis, String path) {
    return Http.send("GET", sluis.settings.adminUrl() + path, null);
  }
}
