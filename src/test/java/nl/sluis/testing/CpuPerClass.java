package nl.sluis.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Temporary. */
public final class CpuPerClass implements BeforeAllCallback, AfterAllCallback {
  private static final ConcurrentHashMap<String, long[]> STARTS = new ConcurrentHashMap<>();
  private static final com.sun.management.OperatingSystemMXBean OS = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
      .getOperatingSystemMXBean();

  private static long[] now() {
    long group = 0;
    try {
      var cg = System.getenv("CGFILE");
      group = cg == null ? 0 : Long.parseLong(Files.readString(Path.of(cg)).strip());
    } catch (IOException e) {
      group = 0;
    }
    return new long[] {OS.getProcessCpuTime(), group, System.nanoTime()};
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    STARTS.put(context.getDisplayName(), now());
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    var s = STARTS.get(context.getDisplayName());
    var e = now();
    Files.writeString(Path.of("/tmp/tests/cpu2.txt"),
        String.format(Locale.ROOT, "%7.1f group %7.1f jvm %7.1f wall %s%n", (e[1] - s[1]) / 1e9,
            (e[0] - s[0]) / 1e9, (e[2] - s[2]) / 1e9, context.getRequiredTestClass().getName()),
        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
