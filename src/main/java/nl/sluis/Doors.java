package nl.sluis;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.util.Set;
import nl.sluis.code.Codes;
import nl.sluis.envelope.Sealer;
import nl.sluis.host.Loopback;
import nl.sluis.intake.ClientLimit;
import nl.sluis.intake.Idempotency;
import nl.sluis.intake.Intake;
import nl.sluis.intake.InvitationResource;
import nl.sluis.intake.PostedInvitations;
import nl.sluis.intake.PostSealer;
import nl.sluis.intake.RequestRules;
import nl.sluis.intake.SchedulerAuth;
import nl.sluis.intake.SchedulerFilter;
import nl.sluis.limit.AddressRanges;
import nl.sluis.link.CodeCounts;
import nl.sluis.link.CodeIssuing;
import nl.sluis.link.CodeSending;
import nl.sluis.link.CodesHealthCheck;
import nl.sluis.link.DailyPseudonyms;
import nl.sluis.link.Failures;
import nl.sluis.link.LinkResource;
import nl.sluis.link.NumberTries;
import nl.sluis.link.RangeLimits;
import nl.sluis.link.Release;
import nl.sluis.link.Status;
import nl.sluis.link.Tries;
import nl.sluis.meeting.Countries;
import nl.sluis.page.BrandResource;
import nl.sluis.page.PageResource;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.ConsoleSmsSender;
import nl.sluis.sms.MeteredSmsSender;
import nl.sluis.sms.SmsHealthCheck;
import nl.sluis.sms.SmsSender;
import nl.sluis.sms.TwilioSmsSender;
import nl.sluis.words.Words;

/** Third part: what a scheduling system and an invitee reach over HTTP. */
final class Doors {
  private final StartContext start;
  private final SluisConfiguration configuration;
  private final Storage storage;
  private final Mailing mailing;
  private final JerseyEnvironment jersey;
  private final Countries countries;

  Doors(StartContext start, Storage storage, Mailing mailing) {
    this.start = start;
    this.configuration = start.configuration();
    this.storage = storage;
    this.mailing = mailing;
    this.jersey = start.environment().jersey();
    this.countries = Countries.of(configuration.limits().countries());
  }

  /** A scheduler posts. */
  void openToSchedulers() {
    var rules = new RequestRules(Set.copyOf(Words.LANGUAGES), configuration.locale(), start.random(), countries);
    var sealer = new PostSealer(storage.clients, storage.vault, storage.contacts, new Sealer(start.random()), mailing.outbox,
        start.random());
    var intake = new Intake(storage.database, rules, new ClientLimit(storage.database, storage.limiter), sealer,
        new Idempotency(storage.clients), mailing.courier, start.audit());
    jersey.register(new SchedulerFilter(new SchedulerAuth(storage.clients)));
    jersey.register(new InvitationResource(intake,
        new PostedInvitations(storage.database, storage.clients, storage.endings, start.audit())));
  }

  /**
   * An invitee opens.
   *
   * @param demo null if this is not a demonstration
   */
  void openToInvitees(Demo demo) {
    var codes = new Codes(storage.vault, start.random(), configuration.codes());
    var pseudonyms = new DailyPseudonyms(storage.vault, start.random());
    var rangeLimits = new RangeLimits(storage.database, pseudonyms, storage.limiter);
    var failures = new Failures(storage.contacts, storage.endings, mailing.outbox, mailing.courier::wake, start.audit(),
        configuration.codes());
    var tries = new Tries(storage.database, failures, rangeLimits,
        new NumberTries(storage.contacts, pseudonyms, storage.limiter, start.audit()));
    var status = new Status(storage.database, storage.contacts, codes, failures, configuration.codes(), configuration.organization(),
        configuration.brand().brand().logo().isPresent());
    var issuing = new CodeIssuing(storage.contacts, tries, failures, codes, configuration.codes(),
        new CodeCounts(storage.limiter, pseudonyms), countries);
    var sending = new CodeSending(storage.database, tries, failures, issuing, configuration.codes(),
        new CodeText(start.publicUrl().getHost(), configuration.locale()), demo == null ? smsSender() : demo.phone(), start.audit());
    start.environment().healthChecks().register("codes", new CodesHealthCheck(storage.database, storage.limiter));
    var release = new Release(storage.database, storage.vault, storage.contacts, codes, tries, failures, start.audit());
    jersey.register(new LinkResource(status, sending, release, rangeLimits,
        new AddressRanges(configuration.limits(), Loopback.is(start.publicUrl().getHost())), configuration.codes()));
  }

  /** @param page what an invitee's browser loads */
  void show(PageResource page) {
    jersey.register(page);
    jersey.register(new BrandResource(configuration.brand().brand()));
  }

  private SmsSender smsSender() {
    if (configuration.sms().usesConsole()) {
      return new ConsoleSmsSender(System.out::println);
    }
    var twilio = new TwilioSmsSender(configuration.sms().twilio());
    start.environment().healthChecks().register("sms", new SmsHealthCheck(twilio));
    return new MeteredSmsSender(twilio, start.environment().metrics());
  }
}
