package nl.sluis.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints a failure for the log without its message, which may quote what a visitor or a scheduler sent. */
public final class Traces {
  private static final int FRAMES = 12;

  /** The system's own words for what a disk or a connection does, which name nobody. They stand at the end of a message, behind a path at most. */
  private static final Pattern REASON = Pattern.compile("(?:^|: |\\()(No space left on device|Disk quota exceeded|Read-only file system|"
      + "Input/output error|Too many open files|Permission denied|File too large|Connection refused|Connection reset(?: by peer)?|Broken pipe|"
      + "Network is unreachable|No route to host|Connection timed out|Stale file handle)\\)?$");

  private Traces() {}

  /** @return class names and places, outermost first; of the database its SQLSTATE, and of the system its reason */
  public static String withoutMessages(Throwable thrown) {
    var text = new StringBuilder();
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : "\n  caused by ").append(cause.getClass().getName()).append(reason(cause));
      text.append(Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(f -> "\n    at " + f).collect(Collectors.joining()));
    }
    return text.toString();
  }

  private static String reason(Throwable cause) {
    if (cause instanceof SQLException sql && sql.getSQLState() != null) {
      return " (SQLSTATE " + sql.getSQLState().replaceAll("[^A-Z0-9]", "") + ")";
    }
    if (cause instanceof IOException && cause.getMessage() != null) {
      var found = REASON.matcher(cause.getMessage());
      return found.find() ? " (" + found.group(1) + ")" : "";
    }
    return "";
  }
}
