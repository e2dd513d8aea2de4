package nl.sluis.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock among threads and among processes. If a process dies, it is free again. Closing it frees it.
 *
 * <p>Linux takes all locks of a process on a file away as soon as the process closes any channel on that file. So of
 * the threads of one process only one at a time may have the file open at all, and the others see that before they
 * touch it.
 */
public final class FileLocked implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private FileLocked(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** @throws FileException if others still hold it after so long */
  public static FileLocked exclusive(Path path, Duration patience) {
    return await(path, false, patience);
  }

  /** Shared among processes. @throws FileException if others still hold it after so long */
  public static FileLocked shared(Path path, Duration patience) {
    return await(path, true, patience);
  }

  /**
   * Waits for as long as others hold it.
   *
   * @param waits called once, if somebody does
   */
  public static FileLocked whenFree(Path path, Runnable waits) {
    for (var waiting = false;; waiting = true) {
      var lock = attempt(path, false);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (!waiting) {
        waits.run();
      }
      Pause.of(BETWEEN_TRIES);
    }
  }

  private static FileLocked await(Path path, boolean shared, Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    while (true) {
      var lock = attempt(path, shared);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() > until) {
        throw FileException.passing(String.format(Locale.ROOT, "%s has been locked for %d s; look for a gateway that hangs",
            path, patience.toSeconds()));
      }
      Pause.of(BETWEEN_TRIES);
    }
  }

  /** @return empty when somebody else holds it */
  public static Optional<FileLocked> attemptExclusive(Path path) {
    return attempt(path, false);
  }

  private static Optional<FileLocked> attempt(Path path, boolean shared) {
    var here = path.toAbsolutePath().normalize();
    if (!OPEN_HERE.add(here)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    var locked = false;
    try {
      channel = open(path, shared);
      locked = channel.tryLock(0, Long.MAX_VALUE, shared) != null;
      return locked ? Optional.of(new FileLocked(here, channel)) : Optional.empty();
    } catch (IOException e) {
      throw new FileException(path + " cannot be locked; the gateway must be able to write in its folder", e);
    } finally {
      if (!locked) {
        close(here, channel);
      }
    }
  }

  private static FileChannel open(Path path, boolean shared) throws IOException {
    if (shared && Files.exists(path) && !Files.isWritable(path.toAbsolutePath().getParent())) {
      // Who may not write in the folder still waits for those who do.
      return FileChannel.open(path, StandardOpenOption.READ);
    }
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return FileChannel.open(path, options, FileModes.ownersFile());
  }

  @Override
  public void close() {
    close(path, channel);
  }

  private static void close(Path path, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new FileException("the lock on " + path + " cannot be released", e);
    } finally {
      OPEN_HERE.remove(path);
    }
  }
}
