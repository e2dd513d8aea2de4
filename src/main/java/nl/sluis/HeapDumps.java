package nl.sluis;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Finds out whether this JVM would write heap dumps, because a heap dump brings secrets from memory to disk. The JVM writes none by itself
 * unless an option says so; a start says which does.
 */
final class HeapDumps {
  private static final List<String> OPTIONS = List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC");

  private HeapDumps() {}

  /** @return options of the JVM, as after {@code -XX:+}; empty as a rule */
  static List<String> writtenBy() {
    var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return OPTIONS.stream().filter(option -> Boolean.parseBoolean(jvm.getVMOption(option).getValue())).toList();
  }
}
