package nl.sluis.mail;

import jakarta.mail.Session;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * Gives mails to the relay by Angus, one after the other. Connections are kept for a while. After any trouble the next mail gets a new one.
 * TLS is as configured and always verified: no setting falls back to clear text, and none trusts everybody.
 */
public final class SmtpMailSender implements MailSender {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  /** Who only wants to know does not wait long. */
  private static final Duration PROBE = Duration.ofSeconds(5);
  /** Relays end a connection that has carried many. */
  private static final int MAILS_PER_CONNECTION = 50;
  /** Shorter than any relay waits for the next mail. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final MailConfiguration configuration;
  private final String greetingName;
  private final SSLSocketFactory trust;
  private final Duration answerTimeout;
  private final Duration whole;
  private final int mailsPerConnection;
  private final ReturnPaths returnPaths;
  private final MimeWriter writer;
  private final Deque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param configuration found valid
   * @param publicUrl     its host is the name by which we greet the relay
   * @param returnPaths   from where each mail comes
   */
  public SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock, ReturnPaths returnPaths) {
    this(configuration, publicUrl, clock, ANSWER_TIMEOUT, Authorities.trust(configuration.caFile()), LONGEST, MAILS_PER_CONNECTION,
        returnPaths);
  }

  /** All mails come from our own address. */
  public SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock) {
    this(configuration, publicUrl, clock, ANSWER_TIMEOUT, Authorities.trust(configuration.caFile()));
  }

  /** For tests: with less patience, and a trust of their own. */
  SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock, Duration answerTimeout,
      SSLSocketFactory trust) {
    this(configuration, publicUrl, clock, answerTimeout, trust, LONGEST, MAILS_PER_CONNECTION, fromUs(configuration));
  }

  SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock, Duration answerTimeout,
      SSLSocketFactory trust, Duration whole, int mailsPerConnection) {
    this(configuration, publicUrl, clock, answerTimeout, trust, whole, mailsPerConnection, fromUs(configuration));
  }

  private SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock, Duration answerTimeout,
      SSLSocketFactory trust, Duration whole, int mailsPerConnection, ReturnPaths returnPaths) {
    AngusLog.silence();
    this.configuration = configuration;
    this.greetingName = greetingName(publicUrl);
    this.trust = trust;
    this.answerTimeout = answerTimeout;
    this.whole = whole;
    this.mailsPerConnection = mailsPerConnection;
    this.returnPaths = returnPaths;
    this.writer = new MimeWriter(Session.getInstance(new Properties()), configuration.from(), clock);
  }

  private static ReturnPaths fromUs(MailConfiguration configuration) {
    return mail -> ReturnPath.plain(configuration.from());
  }

  @Override
  public void send(Mail mail) throws MailRefusedException, MailDelayedException {
    var message = writer.write(mail, returnPaths.of(mail));
    var until = System.nanoTime() + whole.toNanos();
    var kept = idle.pollFirst();
    if (kept != null) {
      kept.stay();
      try {
        send(kept, message, until);
        return;
      } catch (MailDelayedException e) {
        if (e.kind() == MailDelayedException.Kind.TIMEOUT || !kept.wasClosedMeanwhile()) {
          throw e;
        }
      }
    }
    send(open(CONNECT_TIMEOUT, answerTimeout, left(until)), message, until);
  }

  private void send(SmtpConnection relay, SMTPMessage message, long until) throws MailRefusedException, MailDelayedException {
    var taken = false;
    try {
      relay.send(message, left(until));
      taken = true;
    } finally {
      keep(relay, taken);
    }
  }

  /**
   * Greets the relay as for a mail, with TLS and login, says from whom it would be, and takes leave.
   *
   * @throws MailDelayedException what a mail would have met; after five seconds at most
   */
  void tryOut() throws MailDelayedException {
    var until = System.nanoTime() + PROBE.toNanos();
    var relay = open(PROBE, PROBE, PROBE);
    try {
      relay.tryOut(left(until));
    } catch (MailRefusedException e) {
      throw new IllegalStateException("No recipient was named, and yet one is refused", e);
    } finally {
      relay.quit();
    }
  }

  private SmtpConnection open(Duration connectTimeout, Duration answerTimeout, Duration whole) throws MailDelayedException {
    var sockets = new SmtpSockets(trust);
    return SmtpConnection.open(configuration, properties(sockets, connectTimeout, answerTimeout), sockets, whole);
  }

  private void keep(SmtpConnection relay, boolean taken) {
    if (!taken || relay.mails() >= mailsPerConnection) {
      relay.quit();
      return;
    }
    relay.leaveAfter(IDLE, () -> {
      if (idle.remove(relay)) {
        relay.quit();
      }
    });
    idle.addFirst(relay);
  }

  private static Duration left(long until) {
    return Duration.ofNanos(Math.max(1, until - System.nanoTime()));
  }

  /** The names are explained in the package comment of {@code org.eclipse.angus.mail.smtp}. */
  private Properties properties(SmtpSockets sockets, Duration connectTimeout, Duration answerTimeout) {
    var startTls = String.valueOf(configuration.tls().equals(MailConfiguration.REQUIRED));
    var properties = new Properties();
    properties.put("mail.debug", "false");
    properties.put("mail.smtp.localhost", greetingName);
    // Of the trial, for each mail says it itself. A relay may let us send from one address and not from another.
    properties.put("mail.smtp.from", configuration.bounces() == null ? configuration.from() : configuration.bounces());
    // All three are endless by default.
    properties.put("mail.smtp.connectiontimeout", String.valueOf(connectTimeout.toMillis()));
    properties.put("mail.smtp.timeout", String.valueOf(answerTimeout.toMillis()));
    properties.put("mail.smtp.writetimeout", String.valueOf(answerTimeout.toMillis()));
    // With the answer to QUIT a slow relay could hold a mail that it has taken already.
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(configuration.user() != null));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.sendpartial", "false");
    // A bounce of the whole mail would carry the link back (RFC 3461 §4.3). Asked of relays that offer DSN.
    properties.put("mail.smtp.dsn.ret", "HDRS");
    properties.put("mail.smtp.dsn.notify", "FAILURE,DELAY");
    properties.put("mail.smtp.ssl.enable", String.valueOf(configuration.tls().equals(MailConfiguration.IMPLICIT)));
    properties.put("mail.smtp.starttls.enable", startTls);
    properties.put("mail.smtp.starttls.required", startTls);
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.socketFactory", sockets.plain());
    properties.put("mail.smtp.ssl.socketFactory", sockets.tls());
    properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
    properties.put("mail.smtp.socketFactory.fallback", "false");
    return properties;
  }

  /** @return an address as the literal that RFC 5321 §4.1.3 asks for */
  private static String greetingName(URI publicUrl) {
    var host = publicUrl.getHost();
    if (host.startsWith("[")) {
      return "[IPv6:" + host.substring(1);
    }
    return host.matches("[\\d.]+") ? "[" + host + "]" : host;
  }
}
