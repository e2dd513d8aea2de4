package nl.sluis.code;

import static java.util.Objects.requireNonNullElse;

import io.dropwizard.util.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Section {@code codes}: their length, how long they are valid, how many wrong tries an invitation has in all, and the time between two codes.
 *
 * @param length      digits, 6 to 8, default 6
 * @param validFor    at most ten minutes (NIST SP 800-63B-4 §3.1.3.2), which is the default
 * @param failures    digits and code together, 1 to 100, default 10
 * @param resendAfter default 60 seconds
 */
public record CodeConfiguration(Integer length, Duration validFor, Integer failures, Duration resendAfter) {
  public CodeConfiguration {
    length = requireNonNullElse(length, 6);
    validFor = requireNonNullElse(validFor, Duration.minutes(10));
    failures = requireNonNullElse(failures, 10);
    resendAfter = requireNonNullElse(resendAfter, Duration.seconds(60));
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    if (length < 6 || length > 8) {
      faults.add("codes.length must be 6, 7 or 8");
    }
    if (validFor.toSeconds() < 1 || validFor.toMinutes() > 10 || validFor.toSeconds() > 600) {
      faults.add("codes.validFor must be between 1 second and 10 minutes");
    }
    if (failures < 1 || failures > 100) {
      faults.add("codes.failures must be between 1 and 100");
    }
    if (resendAfter.toSeconds() < 1) {
      faults.add("codes.resendAfter must be at least 1 second");
    }
    return faults;
  }
}
