package nl.sluis.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The meetings of an account: made, listed, read, deleted. A meeting is gone 30 days after its date.
 *
 * @see <a href="https://developers.zoom.us/docs/api/meetings/">Zoom, meetings</a>
 */
public final class StandInMeetings {
  private static final Duration KEPT = Duration.ofDays(30);
  /** Lists cut it, a single meeting's answer does not. */
  private static final int LISTED_AGENDA = 250;
  private static final int LARGEST_PAGE = 300;
  private static final int MOST_A_DAY = 100;

  private final Clock clock;
  private final StandInAccount account;
  private final MeetingDraft drafts;
  private final Map<Long, ObjectNode> meetings = new LinkedHashMap<>();
  private final Map<Long, ObjectNode> deleted = new LinkedHashMap<>();
  private final Map<String, JsonNode> forced = new TreeMap<>();
  private final Map<String, JsonNode> shown = new TreeMap<>();
  private final Map<String, Integer> madeToday = new TreeMap<>();

  StandInMeetings(Clock clock, StandInAccount account) {
    this.clock = clock;
    this.account = account;
    this.drafts = new MeetingDraft(clock, account);
  }

  /** From now on each meeting that is made has this, whatever was asked: {@code settings.waiting_room}. */
  public synchronized void force(String field, Object value) {
    forced.put(field, Json.value(value));
  }

  /** From now on who reads a meeting finds this, whatever was answered when it was made. */
  public synchronized void show(String field, Object value) {
    shown.put(field, Json.value(value));
  }

  /** Takes back {@link #force} and {@link #show}. */
  public synchronized void leaveAlone() {
    forced.clear();
    shown.clear();
  }

  /** @return the numbers of those that exist, the oldest first */
  public synchronized List<Long> ids() {
    return List.copyOf(meetings.keySet());
  }

  /** @return a copy of what the stand-in has of it; null if it does not exist */
  public synchronized String json(long id) {
    return meetings.containsKey(id) ? meetings.get(id).toString() : null;
  }

  /** Makes one that nobody asked for, as a person does in the web portal. @return its number */
  public synchronized long makeByHand(String host, String topic, String agenda, Instant start) {
    var meeting = drafts.made(host, Json.object().put("topic", topic).put("agenda", agenda).put("type", 2).put("duration", 60)
        .put("start_time", start.toString()));
    meeting.put("creation_source", "web_portal");
    meetings.put(meeting.path("id").longValue(), meeting);
    return meeting.path("id").longValue();
  }

  /** Counts one for the limit of the day: what somebody made or changed elsewhere. */
  public synchronized void countCreate(String host) {
    usedUp(host);
  }

  synchronized Reply create(String host, ObjectNode asked) {
    var refusal = account.refusalOf(host);
    if (refusal == null) {
      refusal = usedUp(host);
    }
    if (refusal == null) {
      refusal = drafts.fault(host, asked);
    }
    if (refusal != null) {
      return refusal;
    }
    var meeting = drafts.made(host, asked);
    forced.forEach((field, value) -> Json.set(meeting, field, value));
    meetings.put(meeting.path("id").longValue(), meeting);
    return Reply.json(201, meeting);
  }

  /** Refused attempts count too. */
  private Reply usedUp(String host) {
    var today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    var used = madeToday.merge(host + " " + today, 1, Integer::sum);
    return used <= MOST_A_DAY
        ? null
        : Fault.usedUpUntil(today.plus(Duration.ofDays(1))).in(() -> null);
  }

  synchronized Reply read(long id) {
    forget();
    if (!meetings.containsKey(id)) {
      return unknown(id);
    }
    var copy = meetings.get(id).deepCopy();
    shown.forEach((field, value) -> Json.set(copy, field, value));
    return Reply.json(200, copy);
  }

  synchronized Reply delete(long id) {
    forget();
    var gone = meetings.remove(id);
    if (gone == null) {
      return unknown(id);
    }
    deleted.put(id, gone);
    return Reply.empty(204);
  }

  synchronized Reply status(long id, String action) {
    if (action.equals("recover") && deleted.containsKey(id)) {
      meetings.put(id, deleted.remove(id));
    }
    if (!meetings.containsKey(id)) {
      return unknown(id);
    }
    meetings.get(id).put("status", "waiting");
    return Reply.empty(204);
  }

  synchronized Reply list(String host, Map<String, String> query) {
    var refusal = account.refusalOf(host);
    if (refusal != null) {
      return refusal;
    }
    forget();
    var size = Math.min(LARGEST_PAGE, Integer.parseInt(query.getOrDefault("page_size", "30")));
    var from = query.containsKey("next_page_token") ? Integer.parseInt(query.get("next_page_token").replace("page-", "")) : 0;
    var all = meetings.values().stream().filter(meeting -> meeting.path("host_id").asText().equals(StandInAccount.idOf(host)))
        .filter(meeting -> isOf(query.getOrDefault("type", "scheduled"), meeting)).toList();
    var answer = Json.object().put("page_size", size).put("total_records", all.size());
    answer.put("next_page_token", from + size < all.size() ? "page-" + (from + size) : "");
    var listed = answer.putArray("meetings");
    all.stream().skip(from).limit(size).forEach(meeting -> add(listed, meeting));
    return Reply.json(200, answer);
  }

  private static void add(ArrayNode listed, ObjectNode meeting) {
    var row = listed.addObject();
    for (var name : List.of("uuid", "id", "host_id", "topic", "type", "start_time", "duration", "timezone", "created_at", "join_url")) {
      row.set(name, meeting.get(name));
    }
    var agenda = meeting.path("agenda").asText();
    row.put("agenda", agenda.substring(0, Math.min(LISTED_AGENDA, agenda.length())));
  }

  private boolean isOf(String type, ObjectNode meeting) {
    var isOver = end(meeting).isBefore(clock.instant());
    return switch (type) {
      case "scheduled" -> true;
      case "previous_meetings" -> isOver;
      case "live" -> meeting.path("status").asText().equals("started");
      default -> !isOver;
    };
  }

  private static Instant end(ObjectNode meeting) {
    return Instant.parse(meeting.path("start_time").asText()).plus(Duration.ofMinutes(meeting.path("duration").asLong()));
  }

  private void forget() {
    meetings.values().removeIf(meeting -> end(meeting).plus(KEPT).isBefore(clock.instant()));
  }

  private static Reply unknown(long id) {
    return Reply.error(404, 3001, "Meeting does not exist: " + id + ".");
  }
}
