package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What we sign, the library of Standard Webhooks verifies. */
class MessageTest {
  private static final byte[] BODY = "{\"type\":\"invitation.opened\",\"x\":\"\u00fc\"}".getBytes(StandardCharsets.UTF_8);
  private final byte[] secret = "a secret of thirty-two bytes 012".getBytes(StandardCharsets.US_ASCII);
  private final byte[] former = "another of thirty-two bytes  012".getBytes(StandardCharsets.US_ASCII);

  /** The one of the specification's own libraries: {@code msg_p5jXN8AQM9LWM0D4loKWxJek} and its secret stand in all of them. */
  @Test
  void theVectorOfTheLibrariesHolds() {
    var known = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    var message = new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}".getBytes(StandardCharsets.US_ASCII));
    assertThat(message.signature(Instant.ofEpochSecond(1_614_265_330), List.of(known)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void eachOfTwoSecretsVerifiesAndNoOther() throws WebhookVerificationException {
    var now = Instant.now();
    var signature = new Message("W6oisTrp-UVJcM51zTXvDA", BODY).signature(now, List.of(secret, former));
    var headers = Map.of("webhook-id", List.of("W6oisTrp-UVJcM51zTXvDA"), "webhook-timestamp",
        List.of(String.valueOf(now.getEpochSecond())),
        "webhook-signature", List.of(signature));
    var body = new String(BODY, StandardCharsets.UTF_8);
    new Webhook(secret.clone()).verify(body, headers);
    new Webhook(former.clone()).verify(body, headers);
    assertThatThrownBy(() -> new Webhook(new byte[32]).verify(body, headers)).isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> new Webhook(secret.clone()).verify(body + " ", headers)).isInstanceOf(WebhookVerificationException.class);
  }
}
