package nl.sluis.admin;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import nl.sluis.keys.KeyList;
import nl.sluis.keys.Rotation;

/** {@code GET /keys}: every key that opens, the latest that were destroyed, how many rows each still seals, and how far a
 *  rotation is. */
public final class KeysServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
  private final transient KeyList keys;
  private final transient Rotation rotation;

  public KeysServlet(KeyList keys, Rotation rotation) {
    this.keys = keys;
    this.rotation = rotation;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(request, response, (q, a) -> {
      a.setContentType("application/json");
      a.getOutputStream().write(JSON.writeValueAsBytes(Map.of("keys", keys.read(), "rotation", rotation.progress())));
    });
  }
}
