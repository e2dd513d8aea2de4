package nl.sluis.admin;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.outbox.OutboxList;

/** {@code GET /outbox}: how many mails wait and since when, whether the relay is away, and how the last attempts of the oldest hundred ended. */
public final class OutboxServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
  private final transient OutboxList outbox;

  public OutboxServlet(OutboxList outbox) {
    this.outbox = outbox;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(request, response, (q, a) -> {
      a.setContentType("application/json");
      a.getOutputStream().write(JSON.writeValueAsBytes(outbox.read()));
    });
  }
}
