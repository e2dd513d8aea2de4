package nl.sluis.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a short body into memory before a thread takes the request, so that no thread waits for it. A body that is longer than any of the
 * page's goes on with what came, and mostly is refused because of its length. Whoever takes it reads the rest within the same time.
 */
final class EarlyBody extends TimedBody {
  /** What the page posts is one packet. */
  private static final Duration TIME = Duration.ofSeconds(10);
  /** The most that a visitor may post, and one byte that shows that there is more. */
  private static final int BYTES = 4_097;
  private final Response response;
  private final Callback callback;
  private final Handler next;
  private final byte[] bytes;
  private int length;
  private boolean complete;
  private boolean given;
  private Content.Chunk rest;

  EarlyBody(Request request, Response response, Callback callback, Handler next) {
    super(request, TIME);
    this.response = response;
    this.callback = callback;
    this.next = next;
    this.bytes = new byte[(int) (request.getLength() > 0 ? Math.min(BYTES, request.getLength()) : BYTES)];
  }

  /** Goes on, in this thread or another, as soon as the body is there. */
  void load() {
    load(false);
  }

  private void load(boolean elsewhere) {
    while (!complete && length < bytes.length) {
      var chunk = super.read();
      if (chunk == null) {
        getWrapped().demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, () -> load(true)));
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        refuse(chunk.getFailure());
        return;
      }
      take(chunk);
    }
    if (elsewhere) {
      getContext().execute(this::handOn);
    } else {
      handOn();
    }
  }

  private void take(Content.Chunk chunk) {
    var taken = Math.min(chunk.remaining(), bytes.length - length);
    chunk.getByteBuffer().get(bytes, length, taken);
    length += taken;
    complete = chunk.isLast();
    if (chunk.hasRemaining()) {
      rest = chunk;
    } else {
      chunk.release();
    }
  }

  private void handOn() {
    if (complete) {
      isInTime();
    }
    var wiping = Callback.from(callback, this::forget);
    try {
      if (!next.handle(this, response, wiping)) {
        Response.writeError(this, response, wiping, HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception e) {
      Response.writeError(this, response, wiping, e);
    }
  }

  /** It broke off, was no HTTP, or took too long. */
  private void refuse(Throwable failure) {
    forget();
    Response.writeError(this, response, callback, failure instanceof HttpException http ? http.getCode() : HttpStatus.BAD_REQUEST_400);
  }

  private void forget() {
    Arrays.fill(bytes, (byte) 0);
    if (rest != null) {
      rest.release();
      rest = null;
    }
  }

  @Override
  public Content.Chunk read() {
    if (!given) {
      given = true;
      return Content.Chunk.from(ByteBuffer.wrap(bytes, 0, length), complete && rest == null);
    }
    if (rest != null) {
      var chunk = rest;
      rest = null;
      return chunk;
    }
    return complete ? Content.Chunk.EOF : super.read();
  }

  @Override
  public void demand(Runnable available) {
    if (given && rest == null && !complete) {
      super.demand(available);
    } else {
      getContext().execute(available);
    }
  }
}
