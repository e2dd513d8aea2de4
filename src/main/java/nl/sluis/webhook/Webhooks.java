package nl.sluis.webhook;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nl.sluis.audit.AuditLog;
import nl.sluis.envelope.Base64Url;
import nl.sluis.feed.EventType;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.VaultException;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/** The webhooks of clients: made, listed, deleted, and given new secrets. */
public final class Webhooks {
  /** How long a former secret signs too. */
  static final Duration BOTH_SIGN = Duration.ofHours(24);
  private static final int MOST = 5;
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final String SECRET_PREFIX = "whsec_";
  private static final String NOT_PUBLIC = "must have a host whose addresses are all public";
  private final Database database;
  private final WebhookRows rows;
  private final WebhookHttp http;
  private final boolean loopbackToo;
  private final SecureRandom random;
  private final AuditLog audit;

  Webhooks(Database database, WebhookRows rows, WebhookHttp http, boolean loopbackToo, SecureRandom random, AuditLog audit) {
    this.database = database;
    this.rows = rows;
    this.http = http;
    this.loopbackToo = loopbackToo;
    this.random = random;
    this.audit = audit;
  }

  /** @return what is wrong with the spelling of a URL; null if nothing is */
  public String complaint(String url) {
    return WebhookUrl.complaint(url, loopbackToo);
  }

  /**
   * @param url   one without a {@link #complaint}
   * @param types null for all
   * @throws ProblemException 422 if messages may not go there, or the client has five
   */
  public MadeWebhook create(Client client, String url, List<String> types) {
    var target = URI.create(url);
    if (!http.isAllowed(target.getHost())) {
      throw wrongUrl(NOT_PUBLIC);
    }
    var id = Base64Url.encode(draw(ID_BYTES));
    var secret = draw(SECRET_BYTES);
    try {
      database.write(tx -> {
        insert(tx, client, id, target, types, secret);
        tx.events().add(EventType.WEBHOOK_CREATED, client.id(), null, tx.dao(WebhookDao.class).number(id));
        return null;
      });
      audit.record("webhook-created", id, "client=" + client.name() + " host=" + target.getHost());
      return new MadeWebhook(id, url, types, shown(secret));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private void insert(Tx tx, Client client, String id, URI url, List<String> types, byte[] secret) {
    var dao = tx.dao(WebhookDao.class);
    var taken = dao.slots(client.id());
    // If another post takes the same one, the database refuses the second, and its transaction runs again.
    var slot = IntStream.rangeClosed(1, MOST).filter(one -> !taken.contains(one)).findFirst()
        .orElseThrow(() -> wrongUrl("would be one more than the " + MOST + " webhooks that a client may have: delete one"));
    var sealed = rows.seal(id, client.id(), url, secret, null);
    if (!dao.insert(id, client.id(), slot, sealed.address(), sealed.secret(), types == null ? null : String.join(",", types), tx.now(),
        sealed.keyId())) {
      throw new StaleKeyException("webhook", sealed.keyId());
    }
  }

  private static ProblemException wrongUrl(String detail) {
    return ProblemException.invalid(List.of(new FieldError("/url", detail)));
  }

  public List<WebhookView> list(Client client) {
    return database
        .read(tx -> tx.dao(WebhookDao.class).ofClient(client.id()).stream().flatMap(one -> view(one, tx.now()).stream()).toList());
  }

  public Optional<WebhookView> find(Client client, String id) {
    return database.read(tx -> tx.dao(WebhookDao.class).find(id, client.id()).flatMap(one -> view(one, tx.now())));
  }

  /** @throws ProblemException 404 if this client has none of this id */
  public void delete(Client client, String id) {
    if (!database.<Boolean>write(tx -> tx.dao(WebhookDao.class).delete(id, client.id()))) {
      throw new ProblemException(Problem.UNKNOWN_WEBHOOK);
    }
    audit.record("webhook-deleted", id, "client=" + client.name());
  }

  /**
   * Draws a new secret. Both sign for a day, and what was former before that no more.
   *
   * @throws ProblemException 404 if this client has none of this id
   */
  public MadeWebhook rotateSecret(Client client, String id) {
    var secret = draw(SECRET_BYTES);
    try {
      var made = database.write(tx -> {
        var dao = tx.dao(WebhookDao.class);
        var webhook = dao.lock(id, client.id()).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_WEBHOOK));
        var url = url(webhook).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_WEBHOOK));
        var former = rows.secret(webhook);
        var sealed = rows.seal(id, client.id(), url, secret, former);
        Arrays.fill(former, (byte) 0);
        if (!dao.reseal(id, sealed.address(), sealed.secret(), sealed.formerSecret(), tx.now().plus(BOTH_SIGN), sealed.keyId())) {
          throw new StaleKeyException("webhook", sealed.keyId());
        }
        return new MadeWebhook(id, url.toString(), webhook.typeList(), shown(secret));
      });
      audit.record("webhook-secret-rotated", id, "client=" + client.name());
      return made;
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** @return for operators: hosts by the names of clients, {@code receiver.example}, with {@code (disabled)} behind those that are */
  public Map<String, List<String>> hosts() {
    return database.read(tx -> {
      var dao = tx.dao(WebhookDao.class);
      var hosts = new TreeMap<String, List<String>>();
      dao.all().forEach(one -> url(one).ifPresent(url -> hosts.computeIfAbsent(dao.clientName(one.clientId()), name -> new ArrayList<>())
          .add(url.getHost() + (one.isLive() ? "" : " (disabled)"))));
      return hosts;
    });
  }

  private Optional<WebhookView> view(Webhook webhook, Instant now) {
    return url(webhook).map(url -> WebhookView.of(webhook, url.toString(), now));
  }

  /** @return empty if it was changed past the gateway */
  private Optional<URI> url(Webhook webhook) {
    try {
      return Optional.of(rows.url(webhook));
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException | WebhookTamperedException e) {
      audit.record("row-tampered", webhook.id(), "table=webhook");
      return Optional.empty();
    }
  }

  /** As the specification has it ("Signature scheme"). */
  private static String shown(byte[] secret) {
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  private byte[] draw(int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return drawn;
  }
}
