package nl.sluis.admin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import nl.sluis.problem.ProblemMapper;
import org.eclipse.jetty.http.HttpException;

/**
 * Answers one kind of request from an operator. Not a Dropwizard task, because such a task cannot choose its status: a wrong name would be a
 * 500.
 */
abstract class OperatorServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String NAME = "[A-Za-z0-9._-]{1,100}";

  /** @throws ProblemException becomes the answer */
  interface Work {
    void run(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  /** @throws ProblemException becomes the answer, whatever was said before */
  interface LongWork {
    /** @return empty if all went well; else what did not, for the operator: the status is 500 */
    Optional<String> run(HttpServletRequest request, Consumer<String> say);
  }

  final void answer(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      work.run(request, response);
    } catch (RuntimeException thrown) {
      var e = asProblem(thrown);
      response.reset();
      response.setStatus(e.problem().status());
      response.setContentType(ProblemJson.MEDIA_TYPE);
      if (e.retryAfter() != null) {
        response.setHeader("Retry-After", String.valueOf(e.retryAfter().toSeconds()));
      }
      response.getOutputStream().write(ProblemJson.write(e));
    }
  }

  private static ProblemException asProblem(RuntimeException thrown) {
    if (thrown instanceof ProblemException problem) {
      return problem;
    }
    // As of a form that cannot be decoded.
    return thrown instanceof HttpException jetty ? ProblemMapper.ofStatus(jetty.getCode()) : ProblemMapper.ofOurs(thrown);
  }

  final void answerInWords(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
    answer(request, response, (q, a) -> {
      a.setContentType("text/plain;charset=utf-8");
      work.run(q, a);
    });
  }

  /** As {@link #answerInWords}, for what takes long: whatever it says, the status is that of its end. */
  final void answerAtTheEnd(HttpServletRequest request, HttpServletResponse response, LongWork work) throws IOException {
    answerInWords(request, response, (q, a) -> {
      var lines = new HeldLines(a.getWriter());
      var failure = work.run(q, lines);
      if (failure.isPresent()) {
        if (a.isCommitted()) {
          throw new IOException("the answer breaks off, for its status says that all went well");
        }
        a.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        lines.accept(failure.get());
      }
      lines.letGo();
    });
  }

  /** @return a client's name: letters, digits, dots, dashes and underlines only, so that it is safe in every log */
  static String clientName(HttpServletRequest request) {
    var names = request.getParameterValues("name");
    if (names == null || names.length != 1 || !names[0].matches(NAME)) {
      throw ProblemException.invalid(java.util.List.of(
          new FieldError("?name", "give one name of 1 to 100 letters, digits, dots, dashes or underlines")));
    }
    return names[0];
  }
}
