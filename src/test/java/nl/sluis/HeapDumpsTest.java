package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No gateway writes its memory to a disk, unless somebody told its JVM to; and then it says so. */
class HeapDumpsTest {
  @Test
  void anOptionThatWritesADumpIsNamed() {
    var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    assertThat(HeapDumps.writtenBy()).isEmpty();
    jvm.setVMOption("HeapDumpOnOutOfMemoryError", "true");
    try {
      assertThat(HeapDumps.writtenBy()).containsExactly("HeapDumpOnOutOfMemoryError");
    } finally {
      jvm.setVMOption("HeapDumpOnOutOfMemoryError", "false");
    }
  }

  @Test
  void whatWeShipSwitchesNoneOn() throws IOException {
    try (var scripts = Files.walk(Path.of("bin"))) {
      for (var script : scripts.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(script)).as(script.toString())
            .doesNotContain("HeapDump", "OnOutOfMemoryError", "JAVA_TOOL_OPTIONS", "ulimit -c");
      }
    }
    assertThat(Files.readString(Path.of("docs/operations.md"))).doesNotContain("+HeapDump");
    // The last option wins.
    assertThat(Files.readString(Path.of("src/deb/sluis"))).contains(" ${JAVA_OPTIONS:--Xmx256m} -XX:-HeapDumpOnOutOfMemoryError -jar ");
    for (var name : List.of("sluis.service", "sluis-backup.service")) {
      assertThat(Files.readAllLines(Path.of("src/deb", name))).contains("LimitCORE=0");
    }
  }
}
