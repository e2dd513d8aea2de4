package nl.sluis.mail;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;

/**
 * Counts the outcomes of mails: {@code nl.sluis.mail.sent}, {@code delayed}, {@code refused}; and {@code held}, those that the relay refused
 * because of us.
 */
public final class MeteredMailSender implements MailSender {
  private final MailSender sender;
  private final Meter sent;
  private final Meter delayed;
  private final Meter refused;
  private final Meter held;

  public MeteredMailSender(MailSender sender, MetricRegistry metrics) {
    this.sender = sender;
    this.sent = metrics.meter("nl.sluis.mail.sent");
    this.delayed = metrics.meter("nl.sluis.mail.delayed");
    this.refused = metrics.meter("nl.sluis.mail.refused");
    this.held = metrics.meter("nl.sluis.mail.held");
  }

  @Override
  public void send(Mail mail) throws MailRefusedException, MailDelayedException {
    try {
      sender.send(mail);
      sent.mark();
    } catch (MailDelayedException e) {
      (e.kind() == MailDelayedException.Kind.REFUSED ? held : delayed).mark();
      throw e;
    } catch (MailRefusedException e) {
      refused.mark();
      throw e;
    }
  }
}
