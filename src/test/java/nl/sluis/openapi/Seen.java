package nl.sluis.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which answers were seen, of which call. Each process of the tests writes a file of its own, in a folder that belongs to one run of Maven:
 * {@link EveryAnswerWasSeen} reads all of them at the end.
 */
final class Seen {
  private final Path folder;
  private final Set<String> noted = ConcurrentHashMap.newKeySet();

  private Seen(Path folder) {
    this.folder = folder;
  }

  static Seen ofThisRun() {
    var folder = System.getProperty("sluis.seen");
    return new Seen(folder == null ? null : Path.of(folder));
  }

  /** @param problem empty if the answer is none */
  void note(String call, int status, String problem) {
    var line = (call + " " + status + " " + problem).strip();
    if (folder != null && noted.add(line)) {
      write(line);
    }
  }

  private synchronized void write(String line) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(ProcessHandle.current().pid() + ".txt"), line + "\n", StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return what all processes of this run saw */
  Set<String> all() {
    var all = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        all.addAll(Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
