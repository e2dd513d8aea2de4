package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What a test gateway sent for one client, read as that client reads it. */
public final class TestInbox {
  private final Gateway gateway;
  private final String clientKey;

  public TestInbox(Gateway gateway, String clientKey) {
    this.gateway = gateway;
    this.clientKey = clientKey;
  }

  /** @param query as {@code ?limit=1}, or nothing */
  public Answer page(String query) {
    return Http.send("GET", gateway.settings.publicUrl() + "/v1/test/messages" + query, null, "Authorization", "Bearer " + clientKey);
  }

  /** @return all that are there, oldest first, page by page */
  public List<JsonNode> all() {
    var messages = new ArrayList<JsonNode>();
    var page = page("?limit=500").json();
    while (!page.path("messages").isEmpty()) {
      page.path("messages").forEach(messages::add);
      page = page("?limit=500&after=" + page.path("next").asText()).json();
    }
    return messages;
  }

  public List<JsonNode> of(String invitation, String kind) {
    return all().stream().filter(one -> one.path("invitation").asText().equals(invitation) && one.path("kind").asText().equals(kind))
        .collect(Collectors.toList());
  }

  /** @return the newest of this invitation and kind, once there are so many */
  public JsonNode takes(String invitation, String kind, int many) {
    return Awaitility.await().until(() -> of(invitation, kind), found -> found.size() >= many).get(many - 1);
  }

  /** The one who holds the link of this invitation, once its mail has come. */
  public LinkHolder holderOf(String invitation) {
    return new LinkHolder(gateway.settings.publicUrl(), takes(invitation, "mail", 1).path("link").asText());
  }
}
