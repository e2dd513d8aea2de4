package nl.sluis;

import java.time.Clock;
import nl.sluis.bounce.BounceMeters;
import nl.sluis.bounce.BounceTags;
import nl.sluis.bounce.Bounces;
import nl.sluis.mail.CancellationMail;
import nl.sluis.mail.InvitationMail;
import nl.sluis.mail.MailSender;
import nl.sluis.mail.MeteredMailSender;
import nl.sluis.mail.NoticeMail;
import nl.sluis.mail.SmtpHealthCheck;
import nl.sluis.mail.SmtpMailSender;
import nl.sluis.mail.TestMail;
import nl.sluis.outbox.MailWriter;
import nl.sluis.outbox.Outbox;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.outbox.OutboxList;
import nl.sluis.outbox.OutboxMetrics;
import nl.sluis.outbox.Outcomes;
import nl.sluis.testgateway.TestMailbox;

/** Second part: the outbox, and the couriers that send what waits in it. */
final class Mailing {
  /** One mail at a time: whoever tests finds them as they were posted. */
  private static final int IN_THEIR_ORDER = 1;

  final Outbox outbox;
  final OutboxCourier courier;
  final OutboxList waiting;
  /** Null in a test gateway, which mails nobody. */
  final TestMail testMail;
  /** Null where no reports of mails are taken. */
  final Bounces bounces;

  /** @param demo null if this is not a demonstration */
  Mailing(StartContext start, Storage storage, Demo demo) {
    var configuration = start.configuration();
    var environment = start.environment();
    var brand = configuration.brand().brand();
    outbox = new Outbox(storage.vault, storage.limiter, storage.pseudonyms);
    var writer = new MailWriter(storage.vault, storage.contacts, storage.guard,
        new InvitationMail(configuration.organization(), start.publicUrl(), configuration.locale(), brand),
        new CancellationMail(configuration.organization(), start.publicUrl(), configuration.locale(), brand),
        new NoticeMail(configuration.organization(), start.publicUrl(), configuration.locale(), brand));
    var outcomes = new Outcomes(storage.database, storage.contacts, storage.endings, outbox, start.audit());
    var meters = new BounceMeters(environment.metrics());
    if (configuration.test()) {
      courier = courier(start, storage, writer, new TestMailbox(storage.testMessages, start.publicUrl()), outcomes, IN_THEIR_ORDER);
      testMail = null;
      bounces = null;
    } else {
      var mail = demo == null ? configuration.mail() : demo.mail(configuration.mail());
      var tags = mail.bounces() == null ? null : new BounceTags(storage.database, storage.vault, start.random(), start.audit(), mail);
      var smtp = tags == null
          ? new SmtpMailSender(mail, start.publicUrl(), Clock.systemUTC())
          : new SmtpMailSender(mail, start.publicUrl(), Clock.systemUTC(), tags);
      bounces = tags == null ? null : new Bounces(storage.database, tags, storage.contacts, outbox, meters, start.audit());
      courier = courier(start, storage, writer, smtp, outcomes, mail.connections());
      testMail = new TestMail(smtp, mail, configuration.organization(), start.publicUrl(), brand);
      environment.healthChecks().register("smtp", new SmtpHealthCheck(smtp, mail, courier::refusal));
    }
    waiting = new OutboxList(storage.database, courier);
    OutboxMetrics.register(environment.metrics(), waiting);
  }

  private static OutboxCourier courier(StartContext start, Storage storage, MailWriter writer, MailSender sender, Outcomes outcomes,
      int connections) {
    return new OutboxCourier(storage.database, writer, new MeteredMailSender(sender, start.environment().metrics()), outcomes, connections,
        start.configuration().database().embedded(), start.random());
  }
}
