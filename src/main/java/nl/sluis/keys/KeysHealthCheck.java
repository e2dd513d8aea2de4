package nl.sluis.keys;

import nl.sluis.files.FileException;
import nl.sluis.problem.DatabaseAsking;

/** Healthy while the keyring's file can be read and has every key that the database lists, and none is from the future. */
public final class KeysHealthCheck extends DatabaseAsking {
  private final Keys keys;

  public KeysHealthCheck(Keys keys) {
    this.keys = keys;
  }

  @Override
  protected Result asked() {
    try {
      keys.check();
      return Result.healthy();
    } catch (FileException e) {
      return Result.unhealthy(e.getMessage());
    }
  }
}
