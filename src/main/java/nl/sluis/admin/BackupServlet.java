package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.sluis.incident.Backup;
import nl.sluis.files.FileException;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Outage;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /tasks/backup?to=…}: copies database (H2) and keyring into a folder of this machine, while traffic goes on. With PostgreSQL the
 * keyring only: {@code bin/backup} dumps the database first. 422 no absolute path. 500 in words.
 */
public final class BackupServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(BackupServlet.class);
  private final transient Backup backup;

  public BackupServlet(Backup backup) {
    this.backup = backup;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerAtTheEnd(request, response, (q, say) -> {
      var to = q.getParameter("to");
      if (to == null || !to.startsWith("/") || to.chars().anyMatch(Character::isISOControl)) {
        throw ProblemException.invalid(List.of(new FieldError("?to", "give the absolute path of a folder")));
      }
      try {
        backup.write(Path.of(to), say);
        return Optional.empty();
      } catch (RuntimeException e) {
        if (Outage.isCauseOf(e)) {
          throw e;
        }
        LOG.error("A backup failed: {}", Traces.withoutMessages(e));
        return Optional.of(e instanceof FileException
            ? e.getMessage()
            : String.format(Locale.ROOT,
                "The backup could not be written to %s: see that this "
                    + "gateway's user may write there, and that there is space. The log says where it failed",
                to));
      }
    });
  }
}
