package nl.sluis;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import nl.sluis.testing.Story;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar that ships, on machines set up for other languages: their letters, their digits, their calendar, or ASCII alone. */
class MachineLocaleIT {
  private static Postgres postgres;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void theStoryIsTheSameOnH2(Machine machine) {
    tells(machine, settings -> {});
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void theStoryIsTheSameOnPostgres(Machine machine) {
    var name = "on_" + machine.ordinal();
    postgres.execute("CREATE DATABASE " + name);
    tells(machine, settings -> {
      postgres.holds(settings);
      settings.set("database.url", postgres.url().replaceAll("/postgres$", "/" + name));
    });
  }

  private static void tells(Machine machine, Consumer<Settings> database) {
    try (var sluis = JarSluis.of(database)) {
      sluis.options(machine.options);
      sluis.environment(machine.environment);
      sluis.start();
      Story.toldBy(sluis);
    }
  }

  enum Machine {
    TURKISH(List.of("-Duser.language=tr", "-Duser.country=TR"), Map.of("LC_ALL", "tr_TR.UTF-8", "TZ", "Asia/Kathmandu")),
    /** Two locales in one: texts are English, and numbers have Arabic digits. */
    ARABIC(List.of("-Duser.language=en", "-Duser.language.format=ar", "-Duser.country.format=EG"),
        Map.of("LC_ALL", "ar_EG.UTF-8")),
    ASCII(List.of(), Map.of("LC_ALL", "C"));

    private final List<String> options;
    private final Map<String, String> environment;

    Machine(List<String> options, Map<String, String> environment) {
      this.options = options;
      this.environment = environment;
    }
  }
}
