package nl.sluis.zoom;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer into one array that its reader can wipe, and stops if it is longer than any of Zoom's, because the other end may not be Zoom. */
final class BoundedBytes implements BodySubscriber<byte[]> {
  private static final int FIRST = 16_384;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final int maxBytes;
  private Flow.Subscription subscription;
  private byte[] bytes = new byte[FIRST];
  private int filled;

  BoundedBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    subscribed.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      if (buffer.remaining() > maxBytes - filled) {
        subscription.cancel();
        onError(new IOException("too long"));
      } else {
        take(buffer);
      }
    }
  }

  private void take(ByteBuffer buffer) {
    var more = buffer.remaining();
    if (filled + more > bytes.length) {
      var larger = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + more));
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
    buffer.get(bytes, filled, more);
    filled += more;
  }

  @Override
  public void onError(Throwable thrown) {
    Arrays.fill(bytes, (byte) 0);
    body.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    var whole = Arrays.copyOf(bytes, filled);
    Arrays.fill(bytes, (byte) 0);
    if (!body.complete(whole)) {
      Arrays.fill(whole, (byte) 0);
    }
  }
}
