package nl.sluis.keys;

import nl.sluis.files.FileException;

/** The keyring cannot be used as it is found. The message says what is wrong with which file or key, and what to do. */
public final class KeyringException extends FileException {
  private static final long serialVersionUID = 1;

  public KeyringException(String message) {
    super(message);
  }

  KeyringException(String message, Throwable cause) {
    super(message, cause);
  }

  private KeyringException(String message, boolean passes) {
    super(message, passes);
  }

  /** Another process holds the keyring, or the token is away: it may work at the next try, without an operator. */
  static KeyringException passing(String message) {
    return new KeyringException(message, true);
  }
}
