package nl.sluis.mail;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;

/** Counts what becomes of mails: {@code nl.sluis.mail.sent}, {@code delayed}, {@code refused}. */
public final class MeteredMailSender implements MailSender {
  private final MailSender sender;
  private final Meter sent;
  private final Meter delayed;
  private final Meter refused;

  public MeteredMailSender(MailSender sender, MetricRegistry metrics) {
    this.sender = sender;
    this.sent = metrics.meter("nl.sluis.mail.sent");
    this.delayed = metrics.meter("nl.sluis.mail.delayed");
    this.refused = metrics.meter("nl.sluis.mail.refused");
  }

  @Override
  public void send(Mail mail) throws MailRefusedException, MailDelayedException {
    try {
      sender.send(mail);
      sent.mark();
    } catch (MailDelayedException e) {
      delayed.mark();
      throw e;
    } catch (MailRefusedException e) {
      refused.mark();
      throw e;
    }
  }
}
