package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.audit.AuditLog;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Clients;

/** {@code POST /tasks/revoke-client?name=…}: revokes all keys of a scheduler. What it posted stays as it is. */
public final class RevokeClientServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient Clients clients;
  private final transient AuditLog audit;

  public RevokeClientServlet(Clients clients, AuditLog audit) {
    this.clients = clients;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var name = clientName(q);
      var revoked = clients.revoke(name)
          .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "there is no client of this name"));
      a.getWriter().println("client: " + name);
      a.getWriter().println("keys revoked: " + revoked);
      audit.record("client-revoked", name, "keys=" + revoked);
    });
  }
}
