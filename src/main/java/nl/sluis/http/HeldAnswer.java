package nl.sluis.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Keeps an answer until it is complete, and sends it in one piece. The thread that made it is free by then. A slow reader costs some memory,
 * for a minute at most. Every answer of the public port is bounded: the longest is a list of 500 invitations, and in a test gateway one of 500 mails.
 */
final class HeldAnswer extends Response.Wrapper implements Callback {
  /** At this pace a phone still gets the longest answer; who reads none of it is cut off sooner, by the connector's idle timeout. */
  private static final Duration TIME = Duration.ofMinutes(1);
  private static final int FIRST_BYTES = 4_096;
  private final Callback callback;
  private final Duration time;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean complete;
  private Scheduler.Task deadline;

  HeldAnswer(Request request, Response response, Callback callback) {
    this(request, response, callback, TIME);
  }

  HeldAnswer(Request request, Response response, Callback callback, Duration time) {
    super(request, response);
    this.callback = callback;
    this.time = time;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback written) {
    if (complete && BufferUtil.hasContent(content)) {
      written.failed(new IllegalStateException("the answer is complete"));
      return;
    }
    if (content != null) {
      add(content);
    }
    complete |= last;
    written.succeeded();
  }

  private void add(ByteBuffer content) {
    var more = content.remaining();
    if (bytes.length < length + more) {
      var wider = Arrays.copyOf(bytes, Math.max(length + more, Math.max(FIRST_BYTES, 2 * bytes.length)));
      Arrays.fill(bytes, (byte) 0);
      bytes = wider;
    }
    content.get(bytes, length, more);
    length += more;
  }

  @Override
  public boolean hasLastWrite() {
    return complete || super.hasLastWrite();
  }

  @Override
  public void reset() {
    length = 0;
    complete = false;
    super.reset();
  }

  @Override
  public void succeeded() {
    var endPoint = getRequest().getConnectionMetaData().getConnection().getEndPoint();
    deadline = getRequest().getComponents().getScheduler()
        .schedule(() -> endPoint.close(new TimeoutException("the answer was not read")), time.toMillis(), TimeUnit.MILLISECONDS);
    getWrapped().write(true, ByteBuffer.wrap(bytes, 0, length), Callback.from(callback, this::wipe));
  }

  @Override
  public void failed(Throwable failure) {
    wipe();
    callback.failed(failure);
  }

  @Override
  public InvocationType getInvocationType() {
    return callback.getInvocationType();
  }

  private void wipe() {
    if (deadline != null) {
      deadline.cancel();
    }
    Arrays.fill(bytes, (byte) 0);
  }
}
