package nl.sluis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Folders that end with this process: all tests together would leave gigabytes behind. */
public final class Folders {
  private static final Queue<Path> MADE = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> MADE.forEach(Folders::delete)));
  }

  private Folders() {}

  /** @param name with which its own begins */
  public static Path make(String name) {
    try {
      var folder = Files.createTempDirectory(name);
      MADE.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With all that is in it; one that is gone already is no fault. */
  public static void delete(Path folder) {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // It is gone, or a process that ends now takes its files away or writes another: what is left of it harms nobody.
    }
  }
}
