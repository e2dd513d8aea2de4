package nl.sluis.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A body that must arrive within a time. After that, reading it fails. A minimum pace alone is no limit, because a body that keeps it may have
 * no end.
 */
class TimedBody extends Request.Wrapper {
  /** A mebibyte in a minute is 140 kbit/s, less than any line that a scheduling system has. */
  private static final Duration TIME = Duration.ofMinutes(1);
  private final Scheduler.Task deadline;

  TimedBody(Request request) {
    this(request, TIME);
  }

  TimedBody(Request request, Duration time) {
    super(request);
    deadline = request.getComponents().getScheduler().schedule(
        () -> request.fail(new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408, "the body came too slowly")),
        time.toMillis(), TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, ended -> deadline.cancel());
  }

  final void isInTime() {
    deadline.cancel();
  }

  @Override
  public Content.Chunk read() {
    var chunk = super.read();
    if (chunk != null && chunk.isLast()) {
      isInTime();
    }
    return chunk;
  }
}
