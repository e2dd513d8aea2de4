package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Valve;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a power cut the database may start later than the gateway. */
@Tag("slow")
class PatientStartTest {
  @Test
  void aDatabaseThatIsAwayAtTheStartIsWaitedFor() throws Exception {
    var out = new ByteArrayOutputStream();
    var before = System.out;
    try (var postgres = Postgres.start(); var valve = new Valve(postgres.port())) {
      valve.shut();
      var sluis = new LocalSluis();
      postgres.holds(sluis.settings);
      sluis.settings.set("database.url", "jdbc:postgresql://127.0.0.1:" + valve.port() + "/postgres");
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      var start = CompletableFuture.runAsync(sluis::start);
      await().until(() -> out.toString(StandardCharsets.UTF_8).contains("The start waits for it, 60 seconds at most"));
      assertThat(start).isNotDone();
      valve.open();
      await().until(start::isDone);
      start.get();
      assertThat(sluis.operates("GET", "/keys").status()).isEqualTo(200);
      sluis.close();
    } finally {
      System.setOut(before);
    }
  }
}
