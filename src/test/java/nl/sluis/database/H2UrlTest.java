package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway keeps its rows in a file of its own, or does not start. */
class H2UrlTest {
  @ParameterizedTest
  @ValueSource(strings = {"./data/sluis", "../data/sluis", "~/sluis", "~/data/sluis", "/var/lib/sluis/data/sluis", "file:/var/lib/sluis",
    "file:./x",
    "file:~/x", "file:///var/lib/x", "C:/data/sluis", "C:\\data\\sluis", "./data/x;CACHE_SIZE=4096", "./x;ifexists=TRUE;",
    "./x;WRITE_DELAY=500",
    "./x;DB_CLOSE_ON_EXIT=TRUE;cache_size=1", "./a folder/x.y", "./..data/x", "./.x"})
  void aFileOfThisMachineIsTaken(String behind) {
    assertThat(H2Url.faults("jdbc:h2:" + behind)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "~", "./", "/", "./data/", "./.", "./..", "data/sluis", "x", "mem:", "mem:x", "MEM:x", "mem:./x",
    "tcp://127.0.0.1/x",
    "tcp:127.0.0.1:9092/./x", "ssl://127.0.0.1/x", "TCP://h/x", "zip:./x.zip!/x", "zip:~/x.zip!/x", "nio:./x", "nioMapped:./x",
    "nioMemFS:x",
    "nioMemLZF:./x", "memFS:./x", "memLZF:x", "memLZF:/x", "async:./x", "async:/var/x", "split:./x", "split:20:./x", "retry:./x",
    "cache:./x",
    "cipher:./x", "classpath:x", "rec:./x", "file:mem:x", "file:file:./x", "file:nioMemFS:/x", "file:", "file:x", "FILE:./x", "powercut:/x",
    "\n./x", " ./x"})
  void whatIsNotAFileOrNotSurelyDurableIsRefused(String behind) {
    assertThat(H2Url.faults("jdbc:h2:" + behind)).singleElement().asString().contains("must name a file", "jdbc:h2:./data/sluis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCESS_MODE_DATA=r", "ACCESS_MODE_DATA=rws", "FILE_LOCK=NO", "FILE_LOCK=SOCKET", "AUTO_SERVER=TRUE",
    "auto_server=true", "INIT=RUNSCRIPT FROM '/x'",
    " init =CREATE ALIAS X AS $$x$$", "CIPHER=AES", "LOCK_MODE=0", "MODE=MySQL", "TRACE_LEVEL_FILE=4", "TRACE_LEVEL_SYSTEM_OUT=3",
    "MV_STORE=FALSE",
    "DB_CLOSE_DELAY=-1", "LOG=0", "UNDO_LOG=0", "PAGE_STORE=TRUE", "RETENTION_TIME=0", "COMPRESS=TRUE", "USER=sa", "PASSWORD=topsecret",
    "REUSE_SPACE=FALSE",
    "DATABASE_EVENT_LISTENER='x'", "CACHE_SIZE=1;FILE_LOCK=FS", " WRITE_DELAY=500", "WRITE_DELAY =500", "WRITE_DELAY", "CACHE_SIZE=x",
    "CACHE_SIZE=", "IFEXISTS=1", "CACHE_SIZE=1\nINIT=x", "ACCESS\\;MODE=1", "x"})
  void aSettingThatIsNotKnownToBeSafeIsRefusedByNameAndNotByValue(String setting) {
    assertThat(H2Url.faults("jdbc:h2:./x;" + setting)).isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains("database.url may set only CACHE_SIZE").doesNotContain("topsecret", "RUNSCRIPT"));
  }

  @Test
  void whatIsTakenOpensAsAFileThatIsThere(@TempDir Path folder) throws Exception {
    for (var name : List.of(folder + "/one", "file:" + folder + "/two", "file://" + folder + "/three", folder + "/nioMemFS:four")) {
      var url = "jdbc:h2:" + name + ";CACHE_SIZE=1024";
      assertThat(H2Url.faults(url)).isEmpty();
      try (var connection = DriverManager.getConnection(url, "sluis", "")) {
        assertThat(connection.isValid(1)).isTrue();
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".mv.db")))
          .containsExactlyInAnyOrder("one.mv.db", "two.mv.db", "three.mv.db", "nioMemFS:four.mv.db");
    }
  }
}
