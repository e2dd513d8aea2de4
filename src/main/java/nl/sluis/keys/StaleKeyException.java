package nl.sluis.keys;

/**
 * A rotation was faster: the key that the caller read or sealed under is no longer the key of the row. Nothing is lost; begin again with
 * {@link Keys#refresh}, from the reading of the row or the sealing of the value.
 */
public final class StaleKeyException extends VaultException {
  private static final long serialVersionUID = 1;

  /**
   * Thrown by whoever inserts a sealed row and finds that the key is not the active one.
   *
   * @param place the table, or table and column
   */
  public StaleKeyException(String place, String keyId) {
    super(place, keyId);
  }
}
