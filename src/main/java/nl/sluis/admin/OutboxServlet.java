package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.outbox.OutboxList;

/** {@code GET /outbox}: how many mails wait and since when, whether the relay is away, and how the last attempts of the oldest hundred ended. */
public final class OutboxServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient OutboxList outbox;

  public OutboxServlet(OutboxList outbox) {
    this.outbox = outbox;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInJson(request, response, outbox::read);
  }
}
