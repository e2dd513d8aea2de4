package nl.sluis.files;

/** A file cannot be used as it is found. The message is for the operator, and is printed without a trace: what is wrong with which file, and what to do. */
public class FileException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final boolean passes;

  public FileException(String message) {
    this(message, false);
  }

  public FileException(String message, Throwable cause) {
    super(message, cause);
    this.passes = false;
  }

  /** @param passes as in {@link #passes} */
  protected FileException(String message, boolean passes) {
    super(message);
    this.passes = passes;
  }

  /** Another process holds the file: it may be free a moment later. */
  static FileException passing(String message) {
    return new FileException(message, true);
  }

  /** @return whether it may work at the next try, without an operator */
  public boolean passes() {
    return passes;
  }
}
