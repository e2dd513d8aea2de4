package nl.sluis.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps files to their owner, where the file system knows modes. What others could only read is tightened; what others
 * could write is refused, for they may have done so, and a tighter mode would hide it.
 */
public final class FileModes {
  private static final Set<PosixFilePermission> OTHERS_WRITE = Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

  private FileModes() {}

  /** @return for a file that is made: mode 0600 from its first moment */
  static FileAttribute<?>[] ownersFile() {
    return modes("rw-------");
  }

  /** @return for a folder that is made: mode 0700 from its first moment */
  public static FileAttribute<?>[] ownersFolder() {
    return modes("rwx------");
  }

  private static FileAttribute<?>[] modes(String modes) {
    return knowsModes()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(modes))}
        : new FileAttribute<?>[0];
  }

  /** @throws FileException if somebody else than the owner may have changed it */
  public static void refuseWritable(Path path) {
    refuse(path, OTHERS_WRITE);
  }

  /**
   * As {@link #refuseWritable}, but leaves a group's right to be tightened: a clone under umask 002 gives it to a
   * folder still empty.
   */
  public static void refuseWorldWritable(Path path) {
    refuse(path, Set.of(PosixFilePermission.OTHERS_WRITE));
  }

  private static void refuse(Path path, Set<PosixFilePermission> refused) {
    var found = modesOf(path);
    if (found.stream().anyMatch(refused::contains)) {
      throw new FileException(String.format(Locale.ROOT,
          "%s may be written by others than its owner (mode %s), so what is there may not be "
              + "ours. Find out who may have changed it; when all is well: chmod go-rwx %s",
          path, PosixFilePermissions.toString(found), path));
    }
  }

  /** @throws FileException if others may read it, and the mode cannot be changed */
  public static void tighten(Path path) {
    var found = modesOf(path);
    if (OWNERS.containsAll(found)) {
      return;
    }
    var ours = EnumSet.copyOf(OWNERS);
    ours.retainAll(found);
    try {
      Files.setPosixFilePermissions(path, ours);
    } catch (IOException e) {
      throw new FileException(String.format(Locale.ROOT,
          "%s may be read by others than its owner (mode %s), and the mode cannot be changed. "
              + "As its owner: chmod go-rwx %s",
          path, PosixFilePermissions.toString(found), path), e);
    }
  }

  private static Set<PosixFilePermission> modesOf(Path path) {
    if (!knowsModes()) {
      return Set.of();
    }
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException e) {
      throw new FileException("the mode of " + path + " cannot be read", e);
    }
  }

  static boolean knowsModes() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
