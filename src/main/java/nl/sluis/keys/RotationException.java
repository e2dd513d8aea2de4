package nl.sluis.keys;

/**
 * A rotation could not be finished. Nothing is lost: what it did holds, its former keys still open, and the next one
 * goes on.
 */
public final class RotationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean lasting;

  RotationException(String message) {
    this(message, null);
  }

  RotationException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /** @param lasting whether it fails again until rows are mended or deleted */
  RotationException(String message, Throwable cause, boolean lasting) {
    super(message, cause);
    this.lasting = lasting;
  }

  boolean isLasting() {
    return lasting;
  }
}
