package nl.sluis.conference;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A service cannot be asked now. */
public final class ConferenceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable Duration retryAfter;
  private final boolean mayExist;

  /**
   * @param detail     in words for the operator: what was asked, what came, what to do
   * @param retryAfter as the service says; null if it does not
   * @param mayExist   whether a meeting may have been made, or may still be there
   */
  public ConferenceUnavailableException(String detail, @Nullable Duration retryAfter, boolean mayExist) {
    super(detail);
    this.retryAfter = retryAfter;
    this.mayExist = mayExist;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public boolean mayExist() {
    return mayExist;
  }
}
