package nl.sluis.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One connection to the relay, over which mail after mail may go. One thread at a time has it. */
final class SmtpConnection {
  /** Of all senders, for it does little: cuts what takes too long, and takes leave where nothing more comes. */
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final SmtpSockets sockets;
  private final Transport relay;
  private int mails;
  private ScheduledFuture<?> leave;

  private SmtpConnection(SmtpSockets sockets, Transport relay) {
    this.sockets = sockets;
    this.relay = relay;
  }

  /** @param whole the time for all of it: connect, greeting, TLS, login */
  static SmtpConnection open(MailConfiguration configuration, Properties properties, SmtpSockets sockets, Duration whole)
      throws MailDelayedException {
    var cut = cutAfter(sockets, whole);
    try {
      var relay = new WithoutFinalizer(Session.getInstance(properties));
      var password = configuration.user() == null ? null : configuration.password().revealText();
      relay.connect(configuration.host(), configuration.port(), configuration.user(), password);
      return new SmtpConnection(sockets, relay);
    } catch (MessagingException e) {
      throw sockets.wasCut() ? MailDelayedException.ofRelay(MailDelayedException.Kind.TIMEOUT) : RelayTrouble.whileConnecting(e);
    } finally {
      cut.cancel(false);
    }
  }

  /** @param whole the time for all of it */
  void send(Message message, Duration whole) throws MailRefusedException, MailDelayedException {
    mails++;
    var cut = cutAfter(sockets, whole);
    try {
      relay.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException e) {
      throw sockets.wasCut() ? MailDelayedException.ofMail(MailDelayedException.Kind.TIMEOUT) : RelayTrouble.whileSending(e);
    } finally {
      cut.cancel(false);
    }
  }

  /** Asks the relay (NOOP), for it may have closed meanwhile. */
  boolean isAlive(Duration whole) {
    var cut = cutAfter(sockets, whole);
    try {
      return relay.isConnected() && !sockets.wasCut();
    } finally {
      cut.cancel(false);
    }
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

  /**
   * Angus's buffer has the last mail, link and all. An object with a finalizer outlives its use by two collections, and its buffer with it;
   * an empty one the JVM does not count as one. {@link #quit} is always called.
   */
  private static final class WithoutFinalizer extends SMTPTransport {
    WithoutFinalizer(Session session) {
      super(session, null);
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    protected void finalize() {}
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
}
