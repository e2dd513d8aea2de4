package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import nl.sluis.testing.OtherJvm;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class CheckOnH2Test extends CheckContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }

  @Override
  DataSource source() {
    var source = new JdbcDataSource();
    source.setURL(sluis.settings.value("database.url"));
    source.setUser("sluis");
    return source;
  }

  @Test
  void whatARunningGatewayHasOpenIsLeftAlone() throws IOException {
    sluis.start();
    sluis.stop();
    var url = sluis.settings.value("database.url");
    var holder = new ProcessBuilder(OtherJvm.command("-cp", System.getProperty("java.class.path"), Holder.class.getName(), url)).start();
    try (var said = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("open");
      assertThat(check().well("database")).contains("a running gateway has the H2 file open");
    } finally {
      holder.destroyForcibly().onExit().join();
    }
    assertThat(check().well("database")).contains("H2 2.");
  }

  /** As a gateway in another process. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws SQLException, IOException {
      try (var open = DriverManager.getConnection(arguments[0], "sluis", "")) {
        System.out.println(open.isClosed() ? "closed" : "open");
        assertThat(System.in.read()).isNegative();
      }
    }
  }

  @Test
  void aFileThatCannotBeMadeIsSaidToBeSo() throws IOException {
    var file = Files.writeString(sluis.folder.resolve("file"), "x");
    sluis.settings.set("database.url", "jdbc:h2:" + file + "/data/sluis");
    assertThat(check().wrong()).singleElement().asString().startsWith("database: ").contains("cannot be made or written");
    Files.delete(file);
    assertThat(check().well("database")).contains("not there yet; the first start makes it");
    sluis.settings.set("keys.folder", Files.writeString(file, "x") + "/keys");
    assertThat(check().wrong()).anyMatch(line -> line.startsWith("keys: ") && line.contains("SLUIS_KEYS_FOLDER"));
  }

  @Test
  void aPasswordThatH2DoesNotKnowIsSaidToBeSo() {
    sluis.start();
    sluis.stop();
    sluis.settings.set("database.password", "another");
    assertThat(check().wrong()).singleElement().asString().startsWith("database: ").contains("SLUIS_DATABASE_PASSWORD");
  }
}
