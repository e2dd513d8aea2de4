package nl.sluis;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.sluis.files.FileException;

/** Unhealthy while a disk that the gateway writes to has less than 256 MiB left, or cannot be written. */
final class DiskHealthCheck extends HealthCheck {
  private static final long MEBIBYTE = 1 << 20;
  private static final long FLOOR = 256 * MEBIBYTE;
  /** With less no start gets through. */
  private static final long FULL = 4 * MEBIBYTE;
  private final Map<Path, String> folders = new LinkedHashMap<>();

  DiskHealthCheck(SluisConfiguration configuration) {
    configuration.database().folder().ifPresent(folder -> folders.put(folder, "database.url"));
    folders.put(Path.of(configuration.keys().folder()).toAbsolutePath().normalize(), "keys.folder");
  }

  /** Registers how much room is left, in bytes, for each folder by the section that names it: {@code nl.sluis.disk.free.keys}. */
  void register(MetricRegistry metrics) {
    folders.forEach((folder, setting) -> metrics.register("nl.sluis.disk.free." + setting.replaceFirst("\\..*", ""),
        (Gauge<Long>) () -> left(folder)));
  }

  private static long left(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Result check() {
    var faults = new ArrayList<String>();
    folders.forEach((folder, setting) -> {
      try {
        look(folder, setting, faults);
      } catch (IOException e) {
        faults.add("The folder " + folder + " (" + setting + ") cannot be looked at: see to its disk.");
      }
    });
    return faults.isEmpty() ? Result.healthy() : Result.unhealthy(String.join(" ", faults));
  }

  /** @return why a start got stuck, if a disk is full: whatever broke then, broke by that */
  Optional<String> full() {
    return folders.entrySet().stream().filter(one -> left(existing(one.getKey())) < FULL).findFirst()
        .map(
            one -> "The disk of " + one.getKey() + " (" + one.getValue() + ") is full: make room, and start again. Put nothing back from a "
                + "backup because of this");
  }

  private static void look(Path folder, String setting, List<String> faults) throws IOException {
    var left = Files.getFileStore(existing(folder)).getUsableSpace();
    if (left < FLOOR) {
      faults.add(String.format(Locale.ROOT, "The disk of %s (%s) has %d MiB left, which is less than %d: make room, before nothing can be "
          + "written any more.", folder, setting, left / MEBIBYTE, FLOOR / MEBIBYTE));
    }
  }

  /**
   * @return the folder
   * @throws FileException if this user can make no file there
   */
  static Path writable(Path folder) {
    var there = existing(folder);
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new FileException(folder + " cannot be made or written by this user: see to the folder, or name another in database.url "
          + "(SLUIS_DATABASE_URL)");
    }
    return folder;
  }

  /** @throws FileException if this user may not write an H2 file that is there, for example one that root put back */
  static void refuseUnwritableFiles(Path folder) {
    try (var files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(".mv.db") && !Files.isWritable(file)).findAny().ifPresent(file -> {
        throw new FileException("This user may not write " + file + ": see to who owns it");
      });
    } catch (IOException e) {
      throw new FileException("The folder " + folder + " (database.url) cannot be read by this user: see to who owns it");
    }
  }

  /** @return the folder, or the nearest above it that is there */
  private static Path existing(Path folder) {
    var there = folder.toAbsolutePath().normalize();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }
}
