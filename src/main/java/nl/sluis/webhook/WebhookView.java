package nl.sluis.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A webhook as its client sees it, without its secret.
 *
 * @param types             absent for all
 * @param failingSince      absent if nothing failed since the last success
 * @param last              what came of the last attempt; absent before the first
 * @param disabled          absent while it is live
 * @param formerSecretUntil until when the former secret signs too; absent if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(String id, String url, List<String> types, Instant createdAt, Instant failingSince, Attempt last, Stop disabled,
    Instant formerSecretUntil) {
  static WebhookView of(Webhook webhook, String url, Instant now) {
    var former = webhook.formerUntil() == null || !webhook.formerUntil().isAfter(now) ? null : webhook.formerUntil();
    return new WebhookView(webhook.id(), url, webhook.typeList(), webhook.createdAt(), webhook.failingSince(),
        Attempt.of(webhook.triedAt(), webhook.answer()),
        webhook.isLive() ? null : new Stop(webhook.disabledAt(), webhook.disabledBecause()), former);
  }

  /** A client's URL may have a token in it. */
  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }

  /** @param because a word; clients tolerate new ones */
  public record Stop(Instant at, String because) {}

  /**
   * @param status of the receiver's answer; absent if there was none
   * @param reason why there was none, as a word; absent if there was one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Attempt(Instant at, Integer status, String reason) {
    /** @return null before the first */
    static Attempt of(Instant at, String answer) {
      if (at == null || answer == null) {
        return null;
      }
      var isStatus = answer.matches("[0-9]{3}");
      return new Attempt(at, isStatus ? Integer.valueOf(answer) : null, isStatus ? null : answer);
    }
  }
}
