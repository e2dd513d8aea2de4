package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nl.sluis.incident.Compromise;
import nl.sluis.keys.RotationException;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /tasks/compromise-key?key=…}: ends every live invitation that a stolen key sealed, destroys the key, and states what could have
 * been read. 404 no such key. 500 it could not be destroyed yet, in words. The same call again continues, and states again.
 */
public final class CompromiseKeyServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(CompromiseKeyServlet.class);
  private static final String ID = "[A-Za-z0-9_-]{22}";
  private final transient Compromise compromise;

  public CompromiseKeyServlet(Compromise compromise) {
    this.compromise = compromise;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerAtTheEnd(request, response, (q, say) -> {
      var key = q.getParameter("key");
      if (key == null || !key.matches(ID)) {
        throw ProblemException.invalid(List.of(new FieldError("?key", "give the id of a key, as GET /keys shows it")));
      }
      try {
        if (!compromise.run(key, say)) {
          throw new ProblemException(Problem.NOT_FOUND, "there is no key with this id");
        }
        return Optional.empty();
      } catch (RotationException e) {
        LOG.error("A compromised key could not be destroyed: {}", Traces.withoutMessages(e));
        return Optional.of(e.getMessage());
      }
    });
  }
}
