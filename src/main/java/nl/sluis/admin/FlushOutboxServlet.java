package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.audit.AuditLog;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.outbox.OutboxList;

/** {@code POST /tasks/flush-outbox}: makes all mails in back-off due now, because the relay works again. What was refused for good stays so. */
public final class FlushOutboxServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient OutboxCourier courier;
  private final transient OutboxList waiting;
  private final transient AuditLog audit;

  public FlushOutboxServlet(OutboxCourier courier, OutboxList waiting, AuditLog audit) {
    this.courier = courier;
    this.waiting = waiting;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var flushed = courier.flush();
      a.getWriter().println("mails flushed: " + flushed);
      // Others were due already, and waited for a relay that was away.
      a.getWriter().println("mails owed now: " + waiting.owed());
      audit.record("outbox-flushed", "by-operator", "mails=" + flushed);
    });
  }
}
