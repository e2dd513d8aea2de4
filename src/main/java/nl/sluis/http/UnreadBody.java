package nl.sluis.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes in, and forgets, what is still to come of a request that has its answer. A connection that is closed before that is reset, and then the
 * sender may lose the answer that says what was wrong (RFC 9112 §9.6). No thread waits for it.
 */
final class UnreadBody extends Callback.Nested {
  /** Eight times what anybody may post. Who sends more than that does not listen. */
  private static final long MOST_BYTES = 8L * 1_048_576;
  private static final Duration TIME = Duration.ofSeconds(20);
  private final Request request;
  private final EndPoint connection;
  private ByteBuffer buffer;
  private long taken;
  private Scheduler.Task deadline;

  UnreadBody(Request request, Callback callback) {
    super(callback);
    this.request = request;
    this.connection = request.getConnectionMetaData().getConnection().getEndPoint();
  }

  @Override
  public void succeeded() {
    if (endsTheConnection()) {
      deadline = request.getComponents().getScheduler()
          .schedule(() -> connection.close(new TimeoutException("nobody waits for the rest")), TIME.toMillis(), TimeUnit.MILLISECONDS);
      buffer = BufferUtil.allocate(16_384);
      connection.shutdownOutput();
      take();
    } else {
      super.succeeded();
    }
  }

  /** Jetty says so with the answer, and reads no more of the body by itself. */
  private boolean endsTheConnection() {
    var chunk = request.read();
    if (chunk != null) {
      chunk.release();
    }
    return Content.Chunk.isFailure(chunk) && connection.isOpen()
        && request.getConnectionMetaData().getHttpVersion().getVersion() <= 11;
  }

  private void take() {
    try {
      while (taken <= MOST_BYTES) {
        BufferUtil.clear(buffer);
        var bytes = connection.fill(buffer);
        if (bytes < 0) {
          break;
        }
        if (bytes == 0) {
          if (connection.tryFillInterested(Callback.from(InvocationType.NON_BLOCKING, this::take, broken -> end()))) {
            return;
          }
          // Its body came too slowly, and whoever waited for it waits still.
          break;
        }
        taken += bytes;
      }
    } catch (IOException e) {
      // It was closed from the other side.
    }
    end();
  }

  private void end() {
    deadline.cancel();
    Arrays.fill(buffer.array(), (byte) 0);
    super.succeeded();
  }
}
