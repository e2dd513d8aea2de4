package nl.sluis.link;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import nl.sluis.audit.AuditLog;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.code.Codes;
import nl.sluis.database.DurableTransactions;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.Sealer;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.limit.RateLimiter;
import nl.sluis.meeting.Countries;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.outbox.Outbox;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.Clients;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.Meetings;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.NewInvitation;
import nl.sluis.store.Scope;
import nl.sluis.testing.Folders;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.Keyrings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Plans;
import nl.sluis.testing.TestClock;

/** What answers the page's calls, on a real database with a clock turned by hand, without HTTP before it and with a phone of its own. */
public final class LinkParts implements AutoCloseable {
  static final String MEETING = "{\"title\":\"Selectiegesprek\"}";
  public final TestClock clock = new TestClock();
  final Plans plans;
  final CountedTransactions transactions;
  public final Database database;
  public final Codes codes;
  final Status status;
  final CodeSending sending;
  final Release release;
  final Asking asking;
  final RangeLimits ranges;
  /** Every message that was given to the provider. */
  final List<Sms> messages = Collections.synchronizedList(new ArrayList<>());
  /** What the provider says next, and from then on. */
  volatile SmsOutcome outcome = SmsOutcome.SENT;
  /** How often the courier was told that a mail waits. */
  final AtomicInteger woken = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  public final Vault vault;
  private final Contacts contacts;
  private final Outbox outbox;
  private final String client;

  public LinkParts(Supplier<Plans> plans) {
    this(plans, LimitConfiguration.byDefault(), Countries.all());
  }

  LinkParts(Supplier<Plans> opened, LimitConfiguration limits, Countries countries) {
    clock.toTheMorning();
    plans = opened.get();
    transactions = new CountedTransactions(new DurableTransactions(plans.jdbi(), isH2()));
    var moment = clock.databaseClock();
    var keys = Keys.start(Keyrings.in(Folders.make("sluis-link").resolve("keys")),
        new KeyLedger(transactions, moment::now), random);
    vault = new Vault(keys, random);
    var audit = new AuditLog();
    var guard = new InvitationGuard(vault, audit);
    contacts = new Contacts(vault, guard);
    database = new Database(transactions, moment, keys, guard);
    var clients = new Clients(database, vault);
    client = clients.byKey(new ClientKeys(database, vault, random, clients::forget).create("scheduler", Scope.all(), null).key())
        .orElseThrow().client().id();

    var configuration = new CodeConfiguration(null, null, null, null);
    var limiter = new RateLimiter(limits);
    var names = new DailyPseudonyms(vault, random);
    codes = new Codes(vault, random, configuration);
    ranges = new RangeLimits(database, names, limiter);
    outbox = new Outbox(vault, limiter, names);
    var meetings = new Meetings(vault, audit);
    var failures = new Failures(contacts, new Endings(contacts), outbox, woken::incrementAndGet, audit, configuration);
    var tries = new Tries(database, failures, ranges, new NumberTries(contacts, names, limiter, audit));
    status = new Status(database, contacts, codes, meetings, failures, configuration, "Bureau Voorbeeld", false);
    var issuing = new CodeIssuing(contacts, tries, failures, codes, configuration, new CodeCounts(limiter, names), countries);
    sending = new CodeSending(database, tries, failures, issuing, configuration, new CodeText("sluis.example", "en"), this::sent, audit);
    asking = new Asking(database, contacts, meetings, outbox, woken::incrementAndGet, audit);
    release = new Release(database, vault, contacts, codes, tries, failures, audit);
  }

  private boolean isH2() {
    return plans.jdbi()
        .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'settings'")
            .mapTo(int.class).one() == 1);
  }

  private SmsOutcome sent(Sms sms) {
    messages.add(sms);
    return outcome;
  }

  /** @return the id of a live invitation whose mail left */
  public String postsOne() {
    return posts().id;
  }

  Link posts() {
    return posts(Numbers.next());
  }

  /** @return the link of a live invitation whose mail left */
  Link posts(String phone) {
    return posts(phone, InvitationState.MAILED);
  }

  /** @return the link of a live invitation whose mail waits in the outbox */
  Link queues() {
    return posts(Numbers.next(), InvitationState.QUEUED);
  }

  private Link posts(String phone, InvitationState state) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    var id = Base64Url.encode(bytes);
    try (var sealed = new Sealer(random).seal(MEETING.getBytes(StandardCharsets.UTF_8), bytes)) {
      var contact = new Contact(new Invitee("Invitee One", "one@example.net", phone, "nl"),
          new Organizer("Organizer", phone.substring(1) + "@example.org"));
      database.write(tx -> {
        var kept = contacts.seal(id, contact);
        var share = vault.seal(kept.keyId(), SealedColumn.INVITATION_SHARE, id, sealed.share());
        var row = NewInvitation.row(id, client, sealed.accessHash(), new byte[32], Level.SEALED_AT_INTAKE, state, tx.now(),
            tx.now().plus(Duration.ofDays(7)), sealed.envelope(), sealed.ackHash());
        tx.invitations().insert(List.of(new NewInvitation(row, kept.keyId(), kept.bytes(), share.bytes(), sealed.envelope())));
        if (state == InvitationState.QUEUED) {
          outbox.enqueue(tx, List.of(outbox.seal(id, sealed.linkSecret())), tx.now().plus(Duration.ofDays(7)), 0);
        }
        return id;
      });
      return new Link(id, sealed.linkSecret().clone(), phone);
    }
  }

  Invitation row(Link link) {
    return database.read(tx -> tx.invitations().byId(link.id)).orElseThrow();
  }

  String state(Link link) {
    return database.read(tx -> tx.invitations().byId(link.id).orElseThrow().wordAt(tx.now()));
  }

  /** @return how many rows there are of this FROM clause */
  public long rows(String from) {
    return plans.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + from).mapTo(Long.class).one());
  }

  /** Writes past the gateway. */
  public void execute(String sql) {
    plans.jdbi().useHandle(handle -> handle.execute(sql));
  }

  SentCode asks(Link link) {
    return sending.send(link.visit(), link.digits());
  }

  /** Asks for a code as the invitee does. @return the digits on the phone */
  String code(Link link) {
    asks(link);
    var text = messages.get(messages.size() - 1).text();
    return text.substring(text.lastIndexOf('#') + 1);
  }

  static String not(String digits) {
    return (digits.startsWith("0") ? "1" : "0") + digits.substring(1);
  }

  /** @return what was refused; an error if nothing was */
  static ProblemException refused(Runnable asked) {
    try {
      asked.run();
    } catch (ProblemException e) {
      return e;
    }
    throw new AssertionError("not refused");
  }

  static Problem problem(Runnable asked) {
    return refused(asked).problem();
  }

  @Override
  public void close() {
    plans.close();
  }

  /** One who holds a link and, as the case may be, the phone. */
  record Link(String id, byte[] linkSecret, String phone) {
    Visit visit() {
      return visitFrom(null);
    }

    Visit visitFrom(String range) {
      return new Visit(IndependentOpener.access(linkSecret), range);
    }

    String digits() {
      return phone.substring(phone.length() - Status.DIGITS);
    }

    /** @return the meeting; null if it does not open */
    String opens(ReleasedInvitation released) {
      return IndependentOpener.open(Base64Url.decode(released.envelope()), linkSecret, Base64Url.decode(released.share()),
          Base64Url.decode(released.id()));
    }

    byte[] ack(ReleasedInvitation released) {
      return IndependentOpener.ack(linkSecret, Base64Url.decode(released.share()), Base64Url.decode(released.id()));
    }
  }
}
