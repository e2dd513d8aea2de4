package nl.sluis.webhook;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.Vault;
import nl.sluis.store.Database;
import nl.sluis.store.EventViews;

/**
 * All parts of this package, built together: what clients call, and what sends.
 *
 * @param sender started and stopped by whoever has it
 */
public record WebhookParts(Webhooks webhooks, WebhookTests tests, Redelivery redelivery, WebhookSender sender) {
  /**
   * @param json    that answers are written by
   * @param manner  of this gateway
   * @param metrics where its meters stand
   */
  public static WebhookParts of(Database database, Vault vault, EventViews views, ObjectMapper json, Manner manner, MetricRegistry metrics,
      SecureRandom random, AuditLog audit) {
    var rows = new WebhookRows(vault);
    var http = new WebhookHttp(new CheckedAddresses(Names.OF_THIS_MACHINE, manner.loopbackToo), ofThisMachine(), WebhookHttp.LONGEST);
    var deliveries = new Deliveries(database, rows, views, json, manner.test, random);
    var stops = new WebhookStops(database, audit);
    var sender = new WebhookSender(deliveries, stops, http,
        new WebhookMetrics(metrics, () -> database.read(tx -> tx.dao(WebhookDao.class).countDisabled())), manner.alone);
    return new WebhookParts(new Webhooks(database, rows, http, manner.loopbackToo, random, audit),
        new WebhookTests(deliveries, stops, sender),
        new Redelivery(database, sender::wake), sender);
  }

  /** May be called before, on any thread: the JDK reads all certificates that this machine trusts. It keeps them. */
  public static void loadTrust() {
    ofThisMachine();
  }

  private static SSLContext ofThisMachine() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /**
   * @param loopbackToo whether receivers may be on this machine, because invitees are
   * @param test        whether it is a test gateway
   * @param alone       whether no other gateway can use its database
   */
  public record Manner(boolean loopbackToo, boolean test, boolean alone) {}
}
