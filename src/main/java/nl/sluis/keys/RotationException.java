package nl.sluis.keys;

/**
 * A rotation could not be finished. Nothing is lost: what it did holds, its former keys still open, and the next one
 * goes on.
 */
public final class RotationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RotationException(String message) {
    this(message, null);
  }

  RotationException(String message, Throwable cause) {
    super(message, cause);
  }
}
