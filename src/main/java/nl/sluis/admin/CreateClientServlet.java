package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import nl.sluis.audit.AuditLog;
import nl.sluis.envelope.Base64Url;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.Scope;

/**
 * {@code POST /tasks/create-client?name=…&expires=P90D&scopes=post,read}: draws a key for a scheduler and shows it once. Without {@code expires} it
 * is valid until it is revoked, and without {@code scopes} it may do everything. The same name again: one more key for the same client, so that
 * one can follow another without a gap.
 */
public final class CreateClientServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient ClientKeys keys;
  private final transient AuditLog audit;

  public CreateClientServlet(ClientKeys keys, AuditLog audit) {
    this.keys = keys;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var parameters = new Parameters(q, "name", "scopes", "expires");
      var name = parameters.clientName();
      var scopes = parameters.scopes();
      var key = keys.create(name, scopes, parameters.term());
      var may = String.join(",", Scope.words(scopes));
      var until = key.expiresAt() == null ? "never" : key.expiresAt().toString();
      var out = a.getWriter();
      out.println("client: " + name);
      out.println("client-key: " + Base64Url.encode(key.key()));
      out.println("key-id: " + key.id());
      out.println("scopes: " + may);
      out.println("expires: " + until);
      out.println("The key is shown this once; only its digest is kept.");
      Arrays.fill(key.key(), (byte) 0);
      audit.record("client-key-created", name, "key=" + key.id() + " scopes=" + may + " expires=" + until);
    });
  }
}
