package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.Rotation;
import nl.sluis.keys.RotationException;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /tasks/rotate-keys}: new keys for both families. Answers 200 when every live row is re-sealed and the former keys are
 * destroyed; a second call meanwhile joins. What it says comes with the answer, for a status sent first could not be taken back.
 */
public final class RotateKeysServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RotateKeysServlet.class);
  private final transient Rotation rotation;
  private final transient AuditLog audit;

  public RotateKeysServlet(Rotation rotation, AuditLog audit) {
    this.rotation = rotation;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerAtTheEnd(request, response, (q, say) -> {
      try {
        var report = rotation.rotate(EnumSet.allOf(KeyFamily.class), say);
        audit.record("keys-rotated", "by-operator", "rows=" + report.resealed());
        return Optional.empty();
      } catch (RotationException e) {
        audit.record("rotation-failed", "by-operator");
        LOG.error("A rotation failed: {}", Traces.withoutMessages(e));
        return Optional.of(e.getMessage());
      }
    });
  }
}
