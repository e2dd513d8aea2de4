package nl.sluis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The classes of a jar as the JVM has them once they are read and verified, in a file: a gateway that finds them there starts in half the time.
 * The first who needs it makes it, and the other processes of the tests wait for that.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350</a>
 */
final class ClassArchive {
  private ClassArchive() {}

  /** @return the options of a JVM that runs this jar */
  static synchronized List<String> of(Path jar) {
    var archive = jar.resolveSibling("sluis.jsa");
    try (var lock = FileChannel.open(jar.resolveSibling("sluis.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (Files.notExists(archive) || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
        Files.deleteIfExists(archive);
        try (var sluis = new JarSluis(List.of("-XX:ArchiveClassesAtExit=" + archive))) {
          sluis.start();
          Story.toldBy(sluis);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of("-XX:SharedArchiveFile=" + archive);
  }
}
