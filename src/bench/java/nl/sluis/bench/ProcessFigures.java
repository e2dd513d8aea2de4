package nl.sluis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux tells of a process in {@code /proc}. */
final class ProcessFigures {
  /** USER_HZ, 100 on every Linux that one meets. */
  private static final double MILLIS_PER_TICK = 10;

  private ProcessFigures() {}

  /** @return CPU milliseconds since its start, with its children's: PostgreSQL has a process per connection */
  static double cpuMillis(long pid) {
    var own = ProcessHandle.of(pid).stream();
    var children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
    return Stream.concat(own, children).mapToLong(process -> ticks(process.pid(), 4)).sum() * MILLIS_PER_TICK;
  }

  /** @return CPU milliseconds since its start, of it alone */
  static double ownCpuMillis(long pid) {
    return ticks(pid, 2) * MILLIS_PER_TICK;
  }

  /** @return resident memory in MiB */
  static double residentMebibytes(long pid) {
    return read(pid, "status").lines().filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum() / 1024.0;
  }

  /** @param fields 2 for those of the process, 4 with those of its children that have ended */
  private static long ticks(long pid, int fields) {
    var stat = read(pid, "stat");
    if (stat.isEmpty()) {
      return 0;
    }
    // The second field is a name in brackets, which may have blanks; times begin with the fourteenth.
    return Stream.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).skip(11).limit(fields).mapToLong(Long::parseLong).sum();
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), file));
    } catch (IOException e) {
      // It has ended.
      return "";
    }
  }
}
