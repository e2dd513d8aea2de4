package nl.sluis.keys;

/**
 * The keyring cannot be used as it is found. The message is for the operator: what is wrong with which file or key, and
 * what to do.
 */
public final class KeyringException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public KeyringException(String message) {
    super(message);
  }

  KeyringException(String message, Throwable cause) {
    super(message, cause);
  }
}
