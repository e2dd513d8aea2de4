package nl.sluis.files;

import java.time.Duration;

/** Waits a little, and lets a thread that is asked to stop do so. */
public final class Pause {
  private Pause() {}

  public static void of(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; what was begun is finished by the next start or rotation", e);
    }
  }
}
