package nl.sluis.intake;

import static nl.sluis.intake.Posts.NOW;
import static nl.sluis.intake.Posts.errors;
import static nl.sluis.intake.Posts.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nl.sluis.problem.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {
  @ParameterizedTest
  @CsvSource({
    "2027-01-12T11:00:00+01:00,        2027-01-13T00:00:00Z",
    "2027-01-12T22:59:59.999999999Z,   2027-01-13T00:00:00Z",
    "2027-01-12T23:00:00Z,             2027-01-13T00:00:00Z",
    "2027-01-12T23:00:00.000000001Z,   2027-01-14T00:00:00Z",
    "2027-01-13T00:00:00+01:00,        2027-01-13T00:00:00Z",
    "2027-01-13T00:00:00Z,             2027-01-14T00:00:00Z",
    // The nights when Amsterdam's clocks change: midnight is that of UTC.
    "2027-03-28T00:30:00+01:00,        2027-03-29T00:00:00Z",
    "2027-03-27T23:00:00Z,             2027-03-28T00:00:00Z",
    "2027-03-28T03:30:00+02:00,        2027-03-29T00:00:00Z",
    "2027-10-31T00:59:00+02:00,        2027-10-31T00:00:00Z",
    "2027-10-31T02:30:00+02:00,        2027-11-01T00:00:00Z",
    "2027-10-31T02:30:00+01:00,        2027-11-01T00:00:00Z",
    "2027-12-28T11:30:00Z,             2027-12-29T00:00:00Z",
  })
  void byDefaultAnInvitationExpiresAtMidnightAnHourAfterTheEnd(String end, Instant expiresAt) {
    var post = Posts.minimal().with("/meeting/start", "2026-12-01T10:00:00Z").with("/meeting/end", end);

    assertThat(read(post).conditions().expiresAt()).isEqualTo(expiresAt);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T12:00:00.000001Z,    2026-11-24T12:00:00.000001Z",
    "2026-12-24T12:00:00.123456789Z, 2026-12-24T12:00:00.123456Z",
    "2027-01-12T10:30:00+01:00,      2027-01-12T09:30:00Z",
    "2027-12-31T12:00:00Z,           2027-12-31T12:00:00Z",
  })
  void aSchedulerMayLetItExpireSooner(String posted, Instant expiresAt) {
    assertThat(read(Posts.example().with("/expiresAt", posted)).conditions().expiresAt()).isEqualTo(expiresAt);
  }

  @Test
  void theDefaultExpiryOfTheFurthestMeetingMayAlsoBePosted() {
    var post = Posts.minimal().with("/meeting/end", NOW.plusSeconds(400 * 86_400).toString());
    var byDefault = read(post).conditions().expiresAt();

    assertThat(read(post.with("/expiresAt", byDefault.toString())).conditions().expiresAt()).isEqualTo(byDefault);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-24T12:00:00Z, must be in the future", "2026-11-24T13:00:00+01:00, must be in the future",
    "2026-11-24T12:00:00.0000009Z, must be in the future", "1970-01-01T00:00:00Z, must be in the future",
    "2027-12-31T12:00:00.000001Z, must be at most 402 days ahead",
    "9999-12-31T23:59:59Z, must be at most 402 days ahead"})
  void expiryIsInTheFutureAndSoon(String expiresAt, String detail) {
    assertThat(errors(Posts.example().with("/expiresAt", expiresAt)))
        .containsExactly(new FieldError("/expiresAt", detail));
  }
}
