package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.audit.AuditLog;
import nl.sluis.outbox.OutboxCourier;

/** {@code POST /tasks/flush-outbox}: makes all mails in back-off due now, because the relay works again. What was refused for good stays so. */
public final class FlushOutboxServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient OutboxCourier courier;
  private final transient AuditLog audit;

  public FlushOutboxServlet(OutboxCourier courier, AuditLog audit) {
    this.courier = courier;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var flushed = courier.flush();
      a.getWriter().println("mails flushed: " + flushed);
      audit.record("outbox-flushed", "by-operator", "mails=" + flushed);
    });
  }
}
