package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import nl.sluis.audit.AuditLog;
import nl.sluis.envelope.Base64Url;
import nl.sluis.store.Clients;

/**
 * {@code POST /tasks/create-client?name=…}: draws a key for a scheduler and shows it once. The same name again: one more key for the same
 * client, so that one can follow another without a gap.
 */
public final class CreateClientServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient Clients clients;
  private final transient AuditLog audit;

  public CreateClientServlet(Clients clients, AuditLog audit) {
    this.clients = clients;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var name = clientName(q);
      var key = clients.createKey(name);
      var out = a.getWriter();
      out.println("client: " + name);
      out.println("client-key: " + Base64Url.encode(key));
      out.println("The key is shown this once; only its digest is kept.");
      Arrays.fill(key, (byte) 0);
      audit.record("client-key-created", name);
    });
  }
}
