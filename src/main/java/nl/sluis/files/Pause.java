package nl.sluis.files;

import java.time.Duration;

/** Waits for a short time. If the thread is asked to stop, it fails at once. */
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
