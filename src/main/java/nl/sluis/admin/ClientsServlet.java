package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import nl.sluis.store.ClientKeys;

/** {@code GET /clients}: every client, and of each key that is not revoked its id, what it may, until when, and the day of its last use. */
public final class ClientsServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient ClientKeys keys;

  public ClientsServlet(ClientKeys keys) {
    this.keys = keys;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInJson(request, response, () -> Map.of("clients", keys.list()));
  }
}
