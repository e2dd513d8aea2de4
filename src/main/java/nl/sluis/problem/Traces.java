package nl.sluis.problem;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Prints a failure for the log without its message, which may quote what a visitor or a scheduler sent. */
public final class Traces {
  private static final int FRAMES = 12;

  private Traces() {}

  /** @return class names and places, outermost first */
  public static String withoutMessages(Throwable thrown) {
    var text = new StringBuilder();
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : "\n  caused by ").append(cause.getClass().getName());
      text.append(Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(f -> "\n    at " + f).collect(Collectors.joining()));
    }
    return text.toString();
  }
}
