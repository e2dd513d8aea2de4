package nl.sluis.admin;

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
  private final transient KeyList keys;
  private final transient Rotation rotation;

  public KeysServlet(KeyList keys, Rotation rotation) {
    this.keys = keys;
    this.rotation = rotation;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInJson(request, response, () -> Map.of("keys", keys.read(), "rotation", rotation.progress()));
  }
}
