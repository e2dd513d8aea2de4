package nl.sluis.admin;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  /** What operators are shown are ids, names of clients, numbers and times. */
  private static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

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

  final void answerInJson(HttpServletRequest request, HttpServletResponse response, Supplier<Object> work) throws IOException {
    answer(request, response, (q, a) -> {
      a.setContentType("application/json");
      a.getOutputStream().write(JSON.writeValueAsBytes(work.get()));
    });
  }
}
