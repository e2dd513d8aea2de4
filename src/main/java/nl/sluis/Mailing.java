package nl.sluis;

import java.time.Clock;
import nl.sluis.mail.CancellationMail;
import nl.sluis.mail.InvitationMail;
import nl.sluis.mail.MeteredMailSender;
import nl.sluis.mail.NoticeMail;
import nl.sluis.mail.SmtpHealthCheck;
import nl.sluis.mail.SmtpMailSender;
import nl.sluis.outbox.MailWriter;
import nl.sluis.outbox.Outbox;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.outbox.OutboxList;
import nl.sluis.outbox.OutboxMetrics;
import nl.sluis.outbox.Outcomes;

/** Second part: the outbox, and the couriers that send what waits in it. */
final class Mailing {
  final Outbox outbox;
  final OutboxCourier courier;
  final OutboxList waiting;

  /** @param demo null if this is not a demonstration */
  Mailing(StartContext start, Storage storage, Demo demo) {
    var configuration = start.configuration();
    var environment = start.environment();
    var mail = demo == null ? configuration.mail() : demo.mail(configuration.mail());
    var brand = configuration.brand().brand();
    outbox = new Outbox(storage.vault, storage.limiter, storage.pseudonyms);
    var smtp = new SmtpMailSender(mail, start.publicUrl(), Clock.systemUTC());
    var writer = new MailWriter(storage.vault, storage.contacts, storage.guard,
        new InvitationMail(configuration.organization(), start.publicUrl(), configuration.locale(), brand),
        new CancellationMail(configuration.organization(), start.publicUrl(), configuration.locale(), brand),
        new NoticeMail(configuration.organization(), start.publicUrl(), configuration.locale(), brand));
    courier = new OutboxCourier(storage.database, writer, new MeteredMailSender(smtp, environment.metrics()),
        new Outcomes(storage.database, storage.contacts, storage.endings, outbox, start.audit()), mail.connections(),
        configuration.database().embedded(), start.random());
    environment.healthChecks().register("smtp", new SmtpHealthCheck(smtp, mail, courier::refusal));
    waiting = new OutboxList(storage.database, courier);
    OutboxMetrics.register(environment.metrics(), waiting);
  }
}
