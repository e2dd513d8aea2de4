package nl.sluis.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whoever waits for something waits long enough for a machine that is busy with something else. JUnit finds it by {@code META-INF/services}. */
public final class Patience implements BeforeAllCallback {
  static final Duration TIME = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(TIME);
  }
}
