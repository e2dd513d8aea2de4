package nl.sluis.sms;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer as text, and stops if it is longer than any of Twilio's, because the other end may not be Twilio. */
final class BoundedText implements BodySubscriber<String> {
  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private final int maxBytes;
  private Flow.Subscription subscription;
  private long bytes;

  BoundedText(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    text.onSubscribe(subscribed);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes > maxBytes) {
      subscription.cancel();
      text.onError(new IOException("too long"));
    } else {
      text.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    text.onError(thrown);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
