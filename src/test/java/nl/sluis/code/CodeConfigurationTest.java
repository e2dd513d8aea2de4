package nl.sluis.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.util.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeConfigurationTest {
  @Test
  void whatIsLeftOutIsTheDefault() {
    assertThat(new CodeConfiguration(null, null, null, null))
        .isEqualTo(new CodeConfiguration(6, Duration.minutes(10), 10, Duration.seconds(60)));
  }

  @ParameterizedTest
  @CsvSource({"6, 600s, 10, 60s", "8, 10m, 100, 1s", "7, 1s, 1, 1h"})
  void theEndsOfEachRangeAreAllowed(int length, String validFor, int failures, String resendAfter) {
    assertThat(of(length, validFor, failures, resendAfter).faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, 10m, 10, 60s, codes.length", "9, 10m, 10, 60s, codes.length", "6, 999ms, 10, 60s, codes.validFor",
    "6, 601s, 10, 60s, codes.validFor", "6, 11m, 10, 60s, codes.validFor", "6, 10m, 0, 60s, codes.failures",
    "6, 10m, 101, 60s, codes.failures", "6, 10m, 10, 999ms, codes.resendAfter"})
  void whatIsBeyondIsOneFault(int length, String validFor, int failures, String resendAfter, String setting) {
    assertThat(of(length, validFor, failures, resendAfter).faults()).singleElement().asString().startsWith(setting + " must be ");
  }

  private static CodeConfiguration of(int length, String validFor, int failures, String resendAfter) {
    return new CodeConfiguration(length, Duration.parse(validFor), failures, Duration.parse(resendAfter));
  }
}
