package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One who follows the events of a client, and keeps the cursor. */
public final class FeedReader {
  private final Supplier<String> baseUrl;
  private final String clientKey;
  private String cursor;

  /** @param baseUrl of the gateway to ask, anew for each request */
  public FeedReader(Supplier<String> baseUrl, String clientKey) {
    this.baseUrl = baseUrl;
    this.clientKey = clientKey;
  }

  public String cursor() {
    return cursor;
  }

  /** Begins with the oldest event again. */
  public void startAgain() {
    cursor = null;
  }

  public Answer asks(int limit, int wait) {
    return asks(limit, wait, cursor);
  }

  /** @param from a cursor, in place of its own; null for the oldest event */
  public Answer asks(int limit, int wait, String from) {
    return Http.send("GET", baseUrl.get() + "/v1/events?limit=" + limit + "&wait=" + wait + (from == null ? "" : "&after=" + from), null,
        "Authorization", "Bearer " + clientKey);
  }

  /** @return the events of an answer; the next one begins behind them */
  public List<JsonNode> takes(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("no events: " + answer);
    }
    cursor = answer.text("next");
    var events = new ArrayList<JsonNode>();
    answer.json().path("events").forEach(events::add);
    return events;
  }

  /** @return all events that have a place by now */
  public List<JsonNode> reads() {
    var all = new ArrayList<JsonNode>();
    List<JsonNode> page;
    do {
      page = takes(asks(500, 0));
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  /** @return an event as {@code invitation.opened opening=1} */
  public static String said(JsonNode event) {
    var said = new StringBuilder(event.path("type").asText());
    event.path("data").properties().forEach(field -> said.append(' ').append(field.getKey()).append('=').append(field.getValue().asText()));
    return said.toString();
  }
}
