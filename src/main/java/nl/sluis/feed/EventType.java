package nl.sluis.feed;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an event tells, by the name that clients and the database know. Clients tolerate new ones; docs/api.md says what each means. */
public enum EventType {
  QUEUED("invitation.queued"),
  MAILED("invitation.mailed"),
  UNDELIVERABLE("invitation.undeliverable"),
  BOUNCED("invitation.bounced"),
  CODE_SENT("invitation.code-sent"),
  CODE_FAILED("invitation.code-failed"),
  WRONG_TRY("invitation.wrong-try"),
  OPENED("invitation.opened"),
  ACKNOWLEDGED("invitation.acknowledged"),
  LOCKED("invitation.locked"),
  EXPIRED("invitation.expired"),
  REPLACED("invitation.replaced"),
  CANCELLED("invitation.cancelled"),
  REVOKED("invitation.revoked"),
  CLOSED("invitation.closed"),
  ASKED("invitation.asked"),
  ATTENTION("invitation.attention"),
  RULE_WARNED("meeting.rule-warned"),
  ALL_IN("meeting.all-in"),
  RECORDING_STARTED("meeting.recording-started"),
  RULE_LOOSENED("conference.rule-loosened"),
  CONFERENCE_NOT_DELETED("conference.not-deleted"),
  WEBHOOK_CREATED("webhook.created"),
  WEBHOOK_DISABLED("webhook.disabled"),
  CLIENT_KEY_EXPIRES("client.key-expires");

  private static final Map<String, EventType> BY_NAME = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));

  private final String type;

  EventType(String type) {
    this.type = type;
  }

  /** @return as in JSON and SQL */
  public String type() {
    return type;
  }

  /** @return empty for one of a later version, which is told without its data */
  public static Optional<EventType> of(String type) {
    return Optional.ofNullable(BY_NAME.get(type));
  }

  /** @param state that an invitation came to, as a word: its event has the same name */
  public static EventType ofState(String state) {
    return of("invitation." + state).orElseThrow(() -> new IllegalArgumentException("no event tells of " + state));
  }
}
