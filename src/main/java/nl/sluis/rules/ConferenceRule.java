package nl.sluis.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a meeting that a video service makes has to be. Each is proved in one way, or it is said that nobody can prove it. */
public enum ConferenceRule {
  /** The service drew an ID for this meeting alone. */
  MEETING_ID_DRAWN(1),
  /** Six digits, drawn for this meeting. */
  PASSCODE(2),
  /** Everybody waits until the host lets them in. */
  WAITING_ROOM(3),
  /** Nobody is in before the host. */
  JOIN_AFTER_HOST(4),
  /** Neither the meeting nor a user of the account can record. */
  NO_RECORDING(5),
  SCREEN_SHARE_HOST_ONLY(6),
  /** Data goes through the data centres that the configuration names. */
  REGIONS(7),
  /** A guest joins in the browser, without an account. */
  BROWSER_JOIN(8),
  /** The service mails nobody. */
  NO_MAIL_BY_PROVIDER(9),
  /** Neither a summary nor an assistant begins by itself. What a host begins in the meeting, nobody can forbid here. */
  NO_ASSISTANT(10),
  /** The host locks the meeting when all are in: no call does that. */
  LOCKED_WHEN_ALL_IN(11);

  private static final Map<Integer, ConferenceRule> BY_NUMBER = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(ConferenceRule::number, Function.identity()));

  private final int number;

  ConferenceRule(int number) {
    this.number = number;
  }

  /** @return as in answers and statements: {@code waiting-room} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @return as an event has it. It is stored, so it stays */
  public int number() {
    return number;
  }

  /** @return empty for one of a later version */
  public static Optional<ConferenceRule> ofNumber(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }
}
