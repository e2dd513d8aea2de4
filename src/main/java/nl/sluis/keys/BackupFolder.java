package nl.sluis.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import nl.sluis.files.FileModes;

/**
 * A folder that a backup is written into. Below the folder that the operator names, no link is followed, because a copy overwrites with zeros
 * what it replaces.
 */
public final class BackupFolder {
  private static final int DER_SEQUENCE = 0x30;
  private static final int LONG_LENGTH = 0x80;
  private static final int LENGTH_OF_LENGTH = 0x7F;
  private static final int HEADER_BYTES = 6;
  private static final int MOST_LENGTH_BYTES = 4;

  private BackupFolder() {}

  /**
   * @param folder one below the operator's, which may be reached over links
   * @return its real path; made for its owner only if it was not there
   * @throws KeyringException if it is a link or no folder, or others could put something into it meanwhile
   */
  public static Path make(Path folder) {
    try {
      var parent = folder.toAbsolutePath().getParent();
      if (!Files.isDirectory(parent)) {
        Files.createDirectories(parent, FileModes.ownersFolder());
      }
      var real = parent.toRealPath();
      FileModes.refuseWorldWritable(real);
      var made = real.resolve(folder.getFileName());
      if (!exists(made)) {
        Files.createDirectory(made, FileModes.ownersFolder());
      } else if (!Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
        throw new KeyringException(made + " is a link or no folder: a backup goes into folders of its own, so move it away");
      }
      FileModes.refuseWorldWritable(made);
      return made;
    } catch (IOException e) {
      throw new KeyringException(folder + " cannot be made: see that this gateway's user may write there", e);
    }
  }

  /** @return a folder that was not there before, for what is unfinished; of a former one only our own file is removed */
  public static Path fresh(Path folder, String file) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
    return Files.createDirectory(folder, FileModes.ownersFolder());
  }

  /** @throws KeyringException if something is there that is no file of its own: a link, a folder, a device */
  public static void refuseOtherThanFile(Path file) {
    if (exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new KeyringException(file + " is a link or no file: a backup replaces files only, so move it away");
    }
  }

  /** @throws KeyringException if something is there that is no keyring, whole or broken off: it would be overwritten with zeros */
  static void refuseOtherThanKeyring(Path file) {
    refuseOtherThanFile(file);
    if (!exists(file)) {
      return;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() > 0 && !isKeyring(channel)) {
        throw new KeyringException(file + " is no keyring, and would be overwritten with zeros: move it away");
      }
    } catch (IOException e) {
      throw new KeyringException(file + " cannot be read: move it away", e);
    }
  }

  /** BCFKS is one SEQUENCE of ASN.1 that says its length, and nothing behind it. No text begins so. */
  private static boolean isKeyring(FileChannel channel) throws IOException {
    var header = ByteBuffer.allocate(HEADER_BYTES);
    channel.read(header);
    var bytes = header.flip().limit() == HEADER_BYTES ? (header.get(1) & LENGTH_OF_LENGTH) : 0;
    if (bytes < 1 || bytes > MOST_LENGTH_BYTES || header.get(0) != DER_SEQUENCE || (header.get(1) & LONG_LENGTH) == 0) {
      return false;
    }
    var length = 0L;
    for (var i = 0; i < bytes; i++) {
      length = length << Byte.SIZE | header.get(2 + i) & 0xFF;
    }
    return channel.size() <= 2 + bytes + length;
  }

  /** A link that leads nowhere is there too. */
  private static boolean exists(Path path) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new KeyringException(path + " cannot be looked at: see that this gateway's user may do so", e);
    }
  }
}
