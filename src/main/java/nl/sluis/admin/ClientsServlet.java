package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.ClientView;
import nl.sluis.webhook.Webhooks;

/**
 * {@code GET /clients}: every client, and of each key that is not revoked its id, what it may, until when, and the day of its last use;
 * and the hosts of its webhooks.
 */
public final class ClientsServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient ClientKeys keys;
  private final transient Webhooks webhooks;

  public ClientsServlet(ClientKeys keys, Webhooks webhooks) {
    this.keys = keys;
    this.webhooks = webhooks;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInJson(request, response, () -> Map.of("clients", clients()));
  }

  private List<ClientView> clients() {
    var hosts = webhooks.hosts();
    return keys.list().stream().map(client -> client.telling(hosts.getOrDefault(client.name(), List.of()))).toList();
  }
}
