package nl.sluis.keys;

import com.codahale.metrics.health.HealthCheck;
import nl.sluis.files.FileException;

/** Healthy while the keyring's file can be read and has every key that the database lists, and none is from the future. */
public final class KeysHealthCheck extends HealthCheck {
  private final Keys keys;

  public KeysHealthCheck(Keys keys) {
    this.keys = keys;
  }

  @Override
  protected Result check() {
    try {
      keys.check();
      return Result.healthy();
    } catch (FileException e) {
      return Result.unhealthy(e.getMessage());
    }
  }
}
