package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import nl.sluis.audit.AuditLog;
import nl.sluis.store.ClientKeys;

/**
 * {@code POST /tasks/revoke-client?name=…}: revokes all keys of a scheduler, or with {@code key=<id>} one of them, or with
 * {@code key=all-but-newest} those that the newest follows. What it posted stays as it is.
 */
public final class RevokeClientServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final String ALL_BUT_NEWEST = "all-but-newest";
  private static final String ID = "[0-9a-f]{8}";
  private final transient ClientKeys keys;
  private final transient AuditLog audit;

  public RevokeClientServlet(ClientKeys keys, AuditLog audit) {
    this.keys = keys;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var parameters = new Parameters(q, "name", "key");
      var name = parameters.clientName();
      var key = parameters.text("key");
      var revoked = key.isEmpty() ? keys.revokeAll(name) : revoke(name, key.get());
      a.getWriter().println("client: " + name);
      a.getWriter().println("keys revoked: " + revoked.size());
      for (var id : revoked) {
        a.getWriter().println("key-id: " + id);
        audit.record("client-key-revoked", name, "key=" + id);
      }
      if (key.isEmpty()) {
        audit.record("client-revoked", name, "keys=" + revoked.size());
      }
    });
  }

  private List<String> revoke(String name, String key) {
    if (!key.equals(ALL_BUT_NEWEST) && !key.matches(ID)) {
      throw Parameters.invalid("key", "give the id of a key, as GET /clients shows it, or " + ALL_BUT_NEWEST);
    }
    return key.equals(ALL_BUT_NEWEST) ? keys.revokeAllButNewest(name) : keys.revokeOne(name, key);
  }
}
