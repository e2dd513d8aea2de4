package nl.sluis.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads an answer, and stops if it is longer than any of the gateway's, because the other end may not be the gateway. */
final class BoundedBody implements BodySubscriber<byte[]> {
  /** 500 invitations in one answer are less than one MiB. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  /** The answer is too long. It would be so again. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("the answer has more than " + MAX_BYTES + " bytes");
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    body.onSubscribe(subscribed);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes > MAX_BYTES) {
      requireNonNull(subscription).cancel();
      body.onError(new TooLongException());
    } else {
      body.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    body.onError(thrown);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }
}
