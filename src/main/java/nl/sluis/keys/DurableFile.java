package nl.sluis.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Replaces a file so that a crash leaves the old content or the new, and overwrites the old with zeros.
 *
 * <p>The zeros go where the old bytes lay, so that the blocks, once freed, do not keep them. That is the most a program
 * can do: a file system that copies on write, a journal of data, a snapshot or a flash disk may have copies all the
 * same.
 */
final class DurableFile {
  private DurableFile() {}

  /** @throws IOException when nothing was replaced, or the new content may not be on disk yet */
  static void replace(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".new");
    erase(beside);
    write(beside, content);
    try (var former = Files.exists(file) ? FileChannel.open(file, StandardOpenOption.WRITE) : null) {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // First the name, then the zeros: the other way round a power cut could bring the old name back, to zeros.
      forceFolder(file.toAbsolutePath().getParent());
      if (former != null) {
        overwrite(former);
      }
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, FileModes.ownersFile())) {
      writeAll(channel, ByteBuffer.wrap(content));
    }
  }

  /** What a crash left beside holds keys too. */
  private static void erase(Path leftover) throws IOException {
    if (Files.exists(leftover)) {
      try (var channel = FileChannel.open(leftover, StandardOpenOption.WRITE)) {
        overwrite(channel);
      }
      Files.delete(leftover);
    }
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
