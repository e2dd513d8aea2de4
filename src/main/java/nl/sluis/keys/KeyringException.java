package nl.sluis.keys;

/**
 * The keyring cannot be used as it is found. The message is for the operator: what is wrong with which file or key, and
 * what to do.
 */
public final class KeyringException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final boolean passes;

  public KeyringException(String message) {
    this(message, false);
  }

  KeyringException(String message, Throwable cause) {
    super(message, cause);
    this.passes = false;
  }

  private KeyringException(String message, boolean passes) {
    super(message);
    this.passes = passes;
  }

  /** Of what another process holds, or of a token that is away: it may be well a moment later, without a hand on it. */
  static KeyringException passing(String message) {
    return new KeyringException(message, true);
  }

  /** @return whether trying again may do better */
  public boolean passes() {
    return passes;
  }
}
