package nl.sluis.keys;

/** A sealed value does not open at this place. Whatever the reason, this is all that is told. */
public class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  VaultException(String column, String keyId) {
    super(column + " does not open with key " + keyId);
  }
}
