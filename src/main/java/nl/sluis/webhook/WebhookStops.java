package nl.sluis.webhook;

import java.time.Duration;
import nl.sluis.audit.AuditLog;
import nl.sluis.feed.EventType;
import nl.sluis.store.Database;

/** Disables webhooks, and enables them again. What is owed to a disabled one waits. */
final class WebhookStops {
  /** Without a success, and not without attempts. */
  private static final Duration PATIENCE = Duration.ofDays(5);
  private final Database database;
  private final AuditLog audit;

  WebhookStops(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /** @param failing for how long nothing was taken */
  void afterFailure(Webhook webhook, Answer answer, Duration failing) {
    if (answer.isGone()) {
      disable(webhook, Disabled.GONE);
    } else if (failing.compareTo(PATIENCE) >= 0) {
      disable(webhook, Disabled.FAILING);
    }
  }

  void disable(Webhook webhook, Disabled because) {
    var disabled = database.write(tx -> {
      var done = tx.dao(WebhookDao.class).disable(webhook.id(), tx.now(), because.word());
      if (done) {
        tx.events().add(EventType.WEBHOOK_DISABLED, webhook.clientId(), null, webhook.number());
      }
      return done;
    });
    if (disabled) {
      audit.record("webhook-disabled", webhook.id(), because.word());
    }
  }

  void enable(Webhook webhook) {
    if (database.<Boolean>write(tx -> tx.dao(WebhookDao.class).enable(webhook.id()))) {
      audit.record("webhook-enabled", webhook.id());
    }
  }
}
