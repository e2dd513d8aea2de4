package nl.sluis;

import java.util.List;

/** The gateway would start into something unsafe or half configured, and says what to change. */
final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartRefusedException(List<String> faults) {
    super("Sluis does not start:\n  - " + String.join("\n  - ", faults), null, false, false);
  }

  /** What is printed at the end: the sentences alone. */
  @Override
  public String toString() {
    return getMessage();
  }
}
