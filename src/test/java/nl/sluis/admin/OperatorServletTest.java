package nl.sluis.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator reads the status, however much was said before it was known. */
class OperatorServletTest {
  private static final String LINE = "outbox: outbox, 25 batches so far";
  private final Server server = new Server(0);

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aFailureAfterManyLinesIsAFailureAndNoLineIsLost() throws Exception {
    var answer = ask(HeldLines.MOST - 1, () -> Optional.of("it failed"));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.http().body().lines()).hasSize(HeldLines.MOST).startsWith(LINE).endsWith("it failed");
  }

  @Test
  void aProblemAfterManyLinesIsThatProblemAlone() throws Exception {
    var answer = ask(HeldLines.MOST, () -> {
      throw new ProblemException(Problem.NOT_FOUND);
    });
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
  }

  @Test
  void moreThanIsHeldFlowsAndAFailureThenBreaksTheAnswerOff() throws Exception {
    var many = 3 * HeldLines.MOST;
    var whole = ask(many, Optional::empty);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.http().body().lines()).hasSize(many);
    server.stop();
    assertThatThrownBy(() -> ask(many, () -> Optional.of("it failed"))).hasRootCauseInstanceOf(IOException.class);
  }

  private Answer ask(int lines, Supplier<Optional<String>> end) throws Exception {
    var context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Talkative(lines, end)), "/");
    server.setHandler(context);
    server.start();
    return Http.send("POST", "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/", "");
  }

  private static final class Talkative extends OperatorServlet {
    private static final long serialVersionUID = 1;
    private final transient int lines;
    private final transient Supplier<Optional<String>> end;

    Talkative(int lines, Supplier<Optional<String>> end) {
      this.lines = lines;
      this.end = end;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
      answerAtTheEnd(request, response, (q, say) -> {
        IntStream.range(0, lines).forEach(i -> say.accept(LINE));
        return end.get();
      });
    }
  }
}
