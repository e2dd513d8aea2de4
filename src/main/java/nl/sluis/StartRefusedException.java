package nl.sluis;

import java.util.List;

/** Thrown if the configuration is unsafe or incomplete; the message says what to change. */
final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> faults;

  StartRefusedException(List<String> faults) {
    super("Sluis does not start:\n  - " + String.join("\n  - ", faults), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** @return what is wrong, a sentence each */
  List<String> faults() {
    return faults;
  }

  /** What is printed at the end: the sentences alone. */
  @Override
  public String toString() {
    return getMessage();
  }
}
