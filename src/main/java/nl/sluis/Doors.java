package nl.sluis;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.util.Set;
import nl.sluis.code.Codes;
import nl.sluis.envelope.Sealer;
import nl.sluis.host.Loopback;
import nl.sluis.intake.Cancellation;
import nl.sluis.intake.ClientLimit;
import nl.sluis.intake.EventReading;
import nl.sluis.intake.EventResource;
import nl.sluis.intake.Foresight;
import nl.sluis.intake.Idempotency;
import nl.sluis.intake.Intake;
import nl.sluis.intake.InvitationLists;
import nl.sluis.intake.InvitationResource;
import nl.sluis.intake.MeetingResource;
import nl.sluis.intake.PostSealer;
import nl.sluis.intake.PostStore;
import nl.sluis.intake.PostedInvitations;
import nl.sluis.intake.RateLimitFields;
import nl.sluis.intake.RequestRules;
import nl.sluis.intake.SchedulerAuth;
import nl.sluis.intake.SchedulerFilter;
import nl.sluis.intake.ScopeFeature;
import nl.sluis.intake.Storing;
import nl.sluis.intake.Succession;
import nl.sluis.intake.TestMessageResource;
import nl.sluis.intake.WebhookResource;
import nl.sluis.intake.Withdrawal;
import nl.sluis.limit.AddressRanges;
import nl.sluis.link.Asking;
import nl.sluis.link.CodeCounts;
import nl.sluis.link.CodeIssuing;
import nl.sluis.link.CodeSending;
import nl.sluis.link.CodesHealthCheck;
import nl.sluis.link.Failures;
import nl.sluis.link.LinkResource;
import nl.sluis.link.NumberTries;
import nl.sluis.link.RangeLimits;
import nl.sluis.link.Release;
import nl.sluis.link.Status;
import nl.sluis.link.Tries;
import nl.sluis.meeting.Countries;
import nl.sluis.openapi.OpenApiResource;
import nl.sluis.page.BrandResource;
import nl.sluis.page.HomeResource;
import nl.sluis.page.PageResource;
import nl.sluis.page.SecurityTxtResource;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.ConsoleSmsSender;
import nl.sluis.sms.MeteredSmsSender;
import nl.sluis.sms.SmsHealthCheck;
import nl.sluis.sms.SmsSender;
import nl.sluis.sms.TwilioSmsSender;
import nl.sluis.testgateway.TestPhone;
import nl.sluis.words.Words;

/** Third part: what a scheduling system and an invitee reach over HTTP. */
final class Doors {
  private final StartContext start;
  private final SluisConfiguration configuration;
  private final Storage storage;
  private final Mailing mailing;
  private final Conferencing conferencing;
  private final JerseyEnvironment jersey;
  private final Countries countries;
  private SmsSender sms;

  Doors(StartContext start, Storage storage, Mailing mailing, Conferencing conferencing) {
    this.start = start;
    this.configuration = start.configuration();
    this.storage = storage;
    this.mailing = mailing;
    this.conferencing = conferencing;
    this.jersey = start.environment().jersey();
    this.countries = Countries.of(configuration.limits().countries());
  }

  /** A scheduler posts. */
  void openToSchedulers() {
    var meetingRules = configuration.rules().rules();
    var rules = new RequestRules(Set.copyOf(Words.LANGUAGES), configuration.locale(), start.random(), countries, configuration.test(),
        meetingRules, conferencing.rules());
    var sealer = new PostSealer(storage.clients, storage.vault, storage.contacts, storage.marks, new Sealer(start.random()),
        mailing.outbox, start.random());
    var limit = new ClientLimit(storage.database, storage.limiter);
    var idempotency = new Idempotency(storage.clients, storage.marks, conferencing.conferences);
    var storing = new Storing(new Succession(storage.meetings, storage.endings, storage.marks), meetingRules, storage.meetingIds,
        idempotency, conferencing.conferences);
    var store = new PostStore(storage.database, sealer, storing, idempotency, new Foresight(storage.meetings), meetingRules,
        conferencing.maker(),
        conferencing.refused());
    var intake = new Intake(storage.database, rules, limit, store, idempotency, mailing.courier, start.audit());
    jersey.register(new SchedulerFilter(new SchedulerAuth(storage.clients)));
    jersey.register(new ScopeFeature());
    jersey.register(new RateLimitFields(limit, storage.database));
    var events = new EventReading(storage.database, storage.eventViews);
    jersey.register(new InvitationResource(intake,
        new PostedInvitations(storage.database, storage.marks, storage.endings, events, conferencing.conferences, start.audit(),
            configuration.test()),
        new InvitationLists(storage.database, storage.clients, storage.marks)));
    jersey.register(new MeetingResource(new Withdrawal(storage.database, rules, limit, storage.clients,
        new Cancellation(storage.meetings, storage.contacts, storage.endings, mailing.outbox, conferencing.conferences),
        mailing.courier::wake, start.audit())));
    jersey.register(new EventResource(events, storage.followers));
    var webhooks = storage.webhooks;
    jersey.register(new WebhookResource(webhooks.webhooks(), webhooks.tests(), webhooks.redelivery()));
    if (configuration.test()) {
      jersey.register(new TestMessageResource(storage.testMessages));
    }
  }

  /**
   * An invitee opens.
   *
   * @param demo null if this is not a demonstration
   */
  void openToInvitees(Demo demo) {
    var codes = new Codes(storage.vault, start.random(), configuration.codes());
    var pseudonyms = storage.pseudonyms;
    var rangeLimits = new RangeLimits(storage.database, pseudonyms, storage.limiter);
    var failures = new Failures(storage.contacts, storage.endings, mailing.outbox, mailing.courier::wake, start.audit(),
        configuration.codes());
    var tries = new Tries(storage.database, failures, rangeLimits,
        new NumberTries(storage.contacts, pseudonyms, storage.limiter, start.audit()));
    var status = new Status(storage.database, storage.contacts, codes, storage.meetings, failures, configuration.codes(),
        configuration.organization(),
        configuration.brand().brand().logo().isPresent());
    var issuing = new CodeIssuing(storage.contacts, tries, failures, codes, configuration.codes(),
        new CodeCounts(storage.limiter, pseudonyms), countries);
    sms = demo == null ? smsSender() : demo.phone();
    var sending = new CodeSending(storage.database, tries, failures, issuing, configuration.codes(),
        new CodeText(start.publicUrl().getHost(), configuration.locale()), sms, start.audit());
    start.environment().healthChecks().register("codes", new CodesHealthCheck(storage.database, storage.limiter));
    var release = new Release(storage.database, storage.vault, storage.contacts, codes, tries, failures, start.audit());
    var asking = new Asking(storage.database, storage.contacts, storage.meetings, mailing.outbox, mailing.courier::wake, start.audit());
    jersey.register(new LinkResource(status, sending, release, asking, rangeLimits,
        new AddressRanges(configuration.limits(), Loopback.is(start.publicUrl().getHost())), configuration.codes()));
  }

  /**
   * What is the same for everybody.
   *
   * @param page what an invitee's browser loads
   * @param home what somebody reads who types the host alone
   */
  void show(PageResource page, HomeResource home) {
    jersey.register(page);
    jersey.register(home);
    jersey.register(new SecurityTxtResource(configuration.securityContact(), configuration.publicUrl()));
    jersey.register(new BrandResource(configuration.brand().brand()));
    jersey.register(new OpenApiResource());
  }

  /** @return what carries the codes, once it is open to invitees */
  SmsSender sms() {
    return sms;
  }

  private SmsSender smsSender() {
    if (configuration.test()) {
      return new MeteredSmsSender(new TestPhone(storage.testMessages, start.random()), start.environment().metrics());
    }
    if (configuration.sms().usesConsole()) {
      return new ConsoleSmsSender(System.out::println);
    }
    var twilio = new TwilioSmsSender(configuration.sms().twilio());
    start.environment().healthChecks().register("sms", new SmsHealthCheck(twilio));
    return new MeteredSmsSender(twilio, start.environment().metrics());
  }
}
