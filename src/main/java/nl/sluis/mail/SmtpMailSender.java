package nl.sluis.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * Hands mails to the relay by Angus, each over a connection of its own. TLS is as configured and always verified: no
 * setting falls back to clear text, none trusts more than the JVM does.
 */
public final class SmtpMailSender implements MailSender {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final MailConfiguration configuration;
  private final Session session;
  private final MimeWriter writer;

  /**
   * @param configuration found valid
   * @param publicUrl     its host is the name by which we greet the relay
   */
  public SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock) {
    this(configuration, publicUrl, clock, ANSWER_TIMEOUT, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** For tests: with less patience, and a trust of their own. */
  SmtpMailSender(MailConfiguration configuration, URI publicUrl, Clock clock, Duration answerTimeout,
      SSLSocketFactory trust) {
    AngusLog.silence();
    this.configuration = configuration;
    this.session = Session.getInstance(properties(configuration, greetingName(publicUrl), answerTimeout, trust));
    this.writer = new MimeWriter(session, configuration.from(), clock);
  }

  @Override
  public void send(Mail mail) throws MailRefusedException, MailDelayedException {
    var message = writer.write(mail);
    var relay = connect();
    try {
      relay.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException e) {
      throw RelayTrouble.whileSending(e);
    } finally {
      quit(relay);
    }
  }

  private Transport connect() throws MailDelayedException {
    try {
      var relay = session.getTransport("smtp");
      var password = configuration.user() == null ? null : configuration.password().revealText();
      relay.connect(configuration.host(), configuration.port(), configuration.user(), password);
      return relay;
    } catch (MessagingException e) {
      throw RelayTrouble.whileConnecting(e);
    }
  }

  /** What was said before the farewell stands, however the farewell goes. */
  private static void quit(Transport relay) {
    try {
      relay.close();
    } catch (MessagingException e) {
      // The socket is closed all the same.
    }
  }

  /** The names are explained in the package comment of {@code org.eclipse.angus.mail.smtp}. */
  private static Properties properties(MailConfiguration configuration, String name, Duration answerTimeout,
      SSLSocketFactory trust) {
    var startTls = String.valueOf(configuration.tls().equals(MailConfiguration.REQUIRED));
    var properties = new Properties();
    properties.put("mail.debug", "false");
    properties.put("mail.smtp.localhost", name);
    properties.put("mail.smtp.from", configuration.from());
    // All three are endless by default.
    properties.put("mail.smtp.connectiontimeout", String.valueOf(CONNECT_TIMEOUT.toMillis()));
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
    properties.put("mail.smtp.ssl.socketFactory", trust);
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
