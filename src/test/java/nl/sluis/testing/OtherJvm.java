package nl.sluis.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A further JVM for seconds: the second compiler, and threads that collect garbage, would take more than they give. */
public final class OtherJvm {
  private OtherJvm() {}

  /** @param words the options of the JVM, and what it runs */
  public static List<String> command(String... words) {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(words));
    return command;
  }
}
