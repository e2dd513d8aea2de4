package nl.sluis.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * Replaces a file so that a crash leaves the old content or the new, and overwrites the old with zeros.
 *
 * <p>The zeros go where the old bytes lay, so that the blocks, once freed, do not keep them. That is the most a program
 * can do: a file system that copies on write, a journal of data, a snapshot or a flash disk may have copies all the
 * same.
 */
public final class DurableFile {
  private DurableFile() {}

  /** @throws IOException when nothing was replaced, or the new content may not be on disk yet */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, content, Set.of(StandardOpenOption.WRITE));
  }

  /** As {@link #replace}, but follows no link: what one points to is neither replaced nor overwritten. */
  public static void replaceUnlinked(Path file, byte[] content) throws IOException {
    replace(file, content, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  private static void replace(Path file, byte[] content, Set<OpenOption> ofFormer) throws IOException {
    var beside = beside(file);
    erase(beside);
    write(beside, content);
    try (var former = Files.exists(file) ? FileChannel.open(file, ofFormer) : null) {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // First the name, then the zeros: the other way round a power cut could bring the old name back, to zeros.
      forceFolder(folder(file));
      if (former != null) {
        overwrite(former);
      }
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }

  /** @return where the new content lies until it is whole */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static void write(Path file, byte[] content) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, FileModes.ownersFile())) {
      writeAll(channel, ByteBuffer.wrap(content));
    }
  }

  /** What a crash left beside holds keys too. A link is none of ours, and only it goes. */
  private static void erase(Path leftover) throws IOException {
    if (Files.exists(leftover, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(leftover)) {
      try (var channel = FileChannel.open(leftover, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        overwrite(channel);
      }
    }
    Files.deleteIfExists(leftover);
  }

  private static void overwrite(FileChannel channel) throws IOException {
    writeAll(channel.position(0), ByteBuffer.allocate(Math.toIntExact(channel.size())));
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  private static void forceFolder(Path folder) throws IOException {
    // A folder can be opened, and so forced, where modes are known; elsewhere the file system orders names itself.
    if (FileModes.knowsModes()) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
