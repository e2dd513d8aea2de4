package nl.sluis.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nl.sluis.mail.MailDelayedException.Kind;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** One connection to the relay, which sends one mail after the other. One thread at a time has it. */
final class SmtpConnection {
  /** Of all senders, for it does little: cuts what takes too long, and takes leave where nothing more comes. */
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final SmtpSockets sockets;
  private final SmtpConversation relay;
  private final MailConfiguration configuration;
  private int mails;
  private ScheduledFuture<?> leave;

  private SmtpConnection(SmtpSockets sockets, SmtpConversation relay, MailConfiguration configuration) {
    this.sockets = sockets;
    this.relay = relay;
    this.configuration = configuration;
  }

  /** @param whole the time for all of it: connect, greeting, TLS, login */
  static SmtpConnection open(MailConfiguration configuration, Properties properties, SmtpSockets sockets, Duration whole)
      throws MailDelayedException {
    var cut = cutAfter(sockets, whole);
    var relay = new SmtpConversation(Session.getInstance(properties));
    try {
      var password = configuration.user() == null ? null : configuration.password().revealText();
      relay.connect(configuration.host(), configuration.port(), configuration.user(), password);
      return new SmtpConnection(sockets, relay, configuration);
    } catch (MessagingException e) {
      throw sockets.wasCut()
          ? MailDelayedException.ofRelay(Kind.TIMEOUT, null)
          : RelayTrouble.whileConnecting(e, relay.refusal());
    } finally {
      cut.cancel(false);
    }
  }

  /** @param whole the time for all of it */
  void send(SMTPMessage message, Duration whole) throws MailRefusedException, MailDelayedException {
    mails++;
    relay.begin();
    talk(() -> relay.sendMessage(message, message.getAllRecipients()), whole, message.getEnvelopeFrom());
  }

  /** Goes as far as a mail does before it names its recipient. */
  void tryOut(Duration whole) throws MailRefusedException, MailDelayedException {
    talk(relay::tryOut, whole, null);
  }

  /** @param sender of the envelope; null for the configured one */
  private void talk(Talk talk, Duration whole, String sender) throws MailRefusedException, MailDelayedException {
    var cut = cutAfter(sockets, whole);
    try {
      talk.run();
    } catch (MessagingException | RuntimeException e) {
      // Of the second kind, for Angus throws it where the relay ended the connection without a word. What the relay refused before counts.
      throw sockets.wasCut() && relay.refusal() == null
          ? MailDelayedException.ofMail(Kind.TIMEOUT, null, relay.shown())
          : RelayTrouble.whileSending(e, relay.refusal(), relay.shown(), addresses(sender));
    } finally {
      cut.cancel(false);
    }
  }

  private List<String> addresses(String sender) {
    return Stream.of(configuration.from(), configuration.bounces(), sender).filter(Objects::nonNull).distinct().toList();
  }

  /**
   * @return true if the last mail failed because the relay had ended the connection before it heard of the mail: by its silence, or by 421 (RFC
   *     5321 §3.8). So nobody needs to ask before each mail whether the connection is still there.
   */
  boolean wasClosedMeanwhile() {
    return mails > 1 && relay.failedAtOnce();
  }

  int mails() {
    return mails;
  }

  /** @param leaving runs then, unless {@link #stay} is faster */
  void leaveAfter(Duration idle, Runnable leaving) {
    leave = TIMER.schedule(leaving, idle.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stay() {
    leave.cancel(false);
  }

  /** What was said before the farewell stands, however the farewell goes. */
  void quit() {
    try {
      relay.close();
    } catch (MessagingException e) {
      // The socket is closed all the same.
    }
  }

  private static ScheduledFuture<?> cutAfter(SmtpSockets sockets, Duration whole) {
    return TIMER.schedule(sockets::cut, whole.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer = new ScheduledThreadPoolExecutor(1, work -> {
      var thread = new Thread(work, "smtp-timer");
      thread.setDaemon(true);
      return thread;
    });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private interface Talk {
    void run() throws MessagingException;
  }
}
