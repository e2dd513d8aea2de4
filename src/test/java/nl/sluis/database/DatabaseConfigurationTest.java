package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseConfigurationTest {
  @Test
  void h2SavesWithoutADelayWhateverTheUrlSays(@TempDir Path folder) throws Exception {
    for (var said : new String[] {"", ";WRITE_DELAY=500", ";write_delay=1;CACHE_SIZE=4096;DB_CLOSE_ON_EXIT=TRUE"}) {
      var url = new DatabaseConfiguration("jdbc:h2:" + folder.resolve("sluis") + said, null, null, null, null).dataSource().getUrl();
      try (var connection = DriverManager.getConnection(url, "sluis", "");
          var statement = connection.createStatement();
          var delay = statement.executeQuery(
              "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'")) {
        assertThat(delay.next()).isTrue();
        assertThat(delay.getString(1)).as(url).isEqualTo("0");
      }
    }
  }

  @Test
  void urlOfPostgresIsLeftAlone() {
    var url = "jdbc:postgresql://127.0.0.1/sluis?sslmode=verify-full";
    assertThat(new DatabaseConfiguration(url, null, null, null, null).dataSource().getUrl()).isEqualTo(url);
  }
}
