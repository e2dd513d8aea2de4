package nl.sluis;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.DataSize;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluis.admin.BackupServlet;
import nl.sluis.admin.CompromiseKeyServlet;
import nl.sluis.admin.CreateClientServlet;
import nl.sluis.admin.FlushOutboxServlet;
import nl.sluis.admin.KeysServlet;
import nl.sluis.admin.OperatorAuth;
import nl.sluis.admin.OperatorKey;
import nl.sluis.admin.OutboxServlet;
import nl.sluis.admin.RevokeClientServlet;
import nl.sluis.admin.RotateKeysServlet;
import nl.sluis.audit.AuditLog;
import nl.sluis.audit.NoRequestLog;
import nl.sluis.audit.QuietLibraries;
import nl.sluis.audit.RequestLog;
import nl.sluis.code.Codes;
import nl.sluis.database.Columns;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.database.Migrations;
import nl.sluis.envelope.Sealer;
import nl.sluis.host.Loopback;
import nl.sluis.http.FrontDoor;
import nl.sluis.http.HeaderDeadline;
import nl.sluis.incident.Backup;
import nl.sluis.incident.Compromise;
import nl.sluis.intake.ClientLimit;
import nl.sluis.intake.IdempotentPosts;
import nl.sluis.intake.Intake;
import nl.sluis.intake.InvitationResource;
import nl.sluis.intake.PostedInvitations;
import nl.sluis.intake.RequestRules;
import nl.sluis.intake.SchedulerAuth;
import nl.sluis.intake.SchedulerFilter;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.KeyList;
import nl.sluis.keys.KeyringBackup;
import nl.sluis.keys.Keys;
import nl.sluis.keys.KeysHealthCheck;
import nl.sluis.keys.KeysMetrics;
import nl.sluis.keys.Rotation;
import nl.sluis.keys.RotationSchedule;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.limit.AddressRanges;
import nl.sluis.limit.RateLimiter;
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
import nl.sluis.link.SameOrigin;
import nl.sluis.link.Status;
import nl.sluis.link.Tries;
import nl.sluis.mail.InvitationMail;
import nl.sluis.mail.MeteredMailSender;
import nl.sluis.mail.NoticeMail;
import nl.sluis.mail.SmtpHealthCheck;
import nl.sluis.mail.SmtpMailSender;
import nl.sluis.meeting.Countries;
import nl.sluis.outbox.Delivery;
import nl.sluis.outbox.Outbox;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.outbox.OutboxList;
import nl.sluis.outbox.OutboxMetrics;
import nl.sluis.page.BrandResource;
import nl.sluis.page.PageResource;
import nl.sluis.page.RewrittenLinks;
import nl.sluis.page.SecurityHeaders;
import nl.sluis.problem.ProblemMapper;
import nl.sluis.problem.ReadableTypes;
import nl.sluis.secret.ForgetfulJson;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.ConsoleSmsSender;
import nl.sluis.sms.MeteredSmsSender;
import nl.sluis.sms.SmsHealthCheck;
import nl.sluis.sms.SmsSender;
import nl.sluis.sms.TwilioSmsSender;
import nl.sluis.store.Clients;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.Retention;
import nl.sluis.store.SpoiledRows;
import nl.sluis.words.Words;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.glassfish.jersey.server.ServerProperties;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds every part by hand, in the order of the flow. */
public class SluisApplication extends Application<SluisConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(SluisApplication.class);
  private static final int MAX_HEADER_KIB = 32;

  private final SecureRandom random = new SecureRandom();
  private final AuditLog audit = new AuditLog();
  private final DatabaseClock clock;

  public SluisApplication() {
    this(new DatabaseClock());
  }

  /** @param clock one that tests can shift */
  protected SluisApplication(DatabaseClock clock) {
    this.clock = clock;
  }

  @Override
  public String getName() {
    return "sluis";
  }

  @Override
  public void initialize(Bootstrap<SluisConfiguration> bootstrap) {
    bootstrap.setConfigurationFactoryFactory(
        (type, validator, mapper, prefix) -> new ConfigurationReader(validator, ConfigurationReader.strict(mapper), prefix, environment()));
    // Of shares and envelopes too, which leave by it, no thread is to keep the last.
    bootstrap.setObjectMapper(Jackson.newObjectMapper(ForgetfulJson.factory().build()));
    bootstrap.addCommand(new ReconcileCommand());
    bootstrap.addCommand(new ChangeKeyringPasswordCommand());
  }

  @Override
  protected void addDefaultCommands(Bootstrap<SluisConfiguration> bootstrap) {
    bootstrap.addCommand(new StartCommand(this));
    bootstrap.addCommand(new CheckCommand(this));
  }

  /** The command has told it by now; what is left is the status. */
  @Override
  protected void onFatalError(Throwable thrown) {
    System.exit(Refusal.of(thrown, null).status());
  }

  @Override
  public void run(SluisConfiguration configuration, Environment environment) {
    // Before anything else: from here on no library can log what it handles.
    QuietLibraries.install();
    refuse(configuration);
    HeapDumps.writtenBy().forEach(option -> LOG.warn("This JVM writes its memory to a file, secrets in it: start it with -XX:-{}", option));
    configuration.database().plainBecause()
        .ifPresent(reason -> LOG.warn("The way to the database has no verified TLS beyond this machine. The reason given is: {}", reason));
    if (!configuration.publicUrl().equals(configuration.writtenPublicUrl())) {
      LOG.info("publicUrl is used as browsers spell it: {}", configuration.publicUrl());
    }
    harden((AbstractServerFactory) configuration.getServerFactory());

    // Storage and keys
    var transactions = new DurableTransactions(migrated(configuration, environment), configuration.database().embedded());
    var ledger = new KeyLedger(transactions, clock::now);
    var keys = Keys.start(configuration.keys(), ledger, random);
    var vault = new Vault(keys, random);
    var guard = new InvitationGuard(vault, audit);
    var rotation = new Rotation(keys, vault, SealedColumn.tables(), new SpoiledRows(vault, random, audit));
    var keyList = new KeyList(ledger, SealedColumn.tables());
    var database = new Database(transactions, clock, keys, guard);
    var contacts = new Contacts(vault, guard);
    var endings = new Endings(contacts);
    var clients = new Clients(database, vault, random);
    var limiter = new RateLimiter(configuration.limits());

    // Mails owed
    var publicUrl = URI.create(configuration.publicUrl());
    var brand = configuration.brand().brand();
    var demo = configuration.demo() ? Demo.start(environment) : null;
    var mail = demo == null ? configuration.mail() : demo.mail(configuration.mail());
    var outbox = new Outbox(vault);
    var smtp = new SmtpMailSender(mail, publicUrl, Clock.systemUTC());
    var delivery = new Delivery(database, vault, contacts, endings, outbox, new MeteredMailSender(smtp, environment.metrics()),
        new InvitationMail(configuration.organization(), publicUrl, configuration.locale(), brand),
        new NoticeMail(configuration.organization(), publicUrl, configuration.locale(), brand), audit, configuration.publicUrl(), random);
    var courier = new OutboxCourier(database, delivery, configuration.database().embedded(), random);
    environment.healthChecks().register("smtp", new SmtpHealthCheck(smtp, mail, courier::refusal));
    var owed = new OutboxList(database, courier);
    OutboxMetrics.register(environment.metrics(), owed);

    // A scheduler posts
    var countries = Countries.of(configuration.limits().countries());
    var intake = new Intake(database, clients, vault, contacts, new Sealer(random), outbox, courier, new ClientLimit(limiter),
        audit, new RequestRules(Set.copyOf(Words.LANGUAGES), configuration.locale(), random, countries), random);
    environment.jersey().register(new SchedulerFilter(new SchedulerAuth(clients)));
    environment.jersey().register(new InvitationResource(new IdempotentPosts(intake, database, clients),
        new PostedInvitations(database, clients, endings, audit)));

    // An invitee opens
    var codes = new Codes(vault, random, configuration.codes());
    var dayNames = new DailyPseudonyms(vault, random);
    var rangeLimits = new RangeLimits(database, dayNames, limiter);
    var failures = new Failures(contacts, endings, outbox, courier::wake, audit, configuration.codes());
    var tries = new Tries(database, failures, rangeLimits, new NumberTries(contacts, dayNames, limiter, audit));
    var status = new Status(database, contacts, codes, failures, configuration.codes(), configuration.organization(),
        brand.logo().isPresent());
    var issuing = new CodeIssuing(contacts, tries, failures, codes, configuration.codes(), new CodeCounts(limiter, dayNames), countries);
    var sending = new CodeSending(database, tries, failures, issuing, configuration.codes(),
        new CodeText(publicUrl.getHost(), configuration.locale()), demo == null ? smsSender(configuration, environment) : demo.phone(),
        audit);
    environment.healthChecks().register("codes", new CodesHealthCheck(database, limiter));
    var release = new Release(database, vault, contacts, codes, tries, failures, audit);
    environment.jersey().register(new LinkResource(status, sending, release, rangeLimits,
        new AddressRanges(configuration.limits(), Loopback.is(publicUrl.getHost())), configuration.codes()));
    var page = new PageResource(demo == null ? "" : Demo.BANNER);
    environment.jersey().register(page);
    environment.jersey().register(new BrandResource(brand));

    // An operator operates
    environment.admin().addFilter("operator-auth", new OperatorAuth(OperatorKey.find(configuration.operator(), random)))
        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    operate(environment, "/tasks/rotate-keys", new RotateKeysServlet(rotation, audit));
    var compromise = new Compromise(database, keys, rotation, audit);
    operate(environment, "/tasks/compromise-key", new CompromiseKeyServlet(compromise));
    operate(environment, "/tasks/backup",
        new BackupServlet(new Backup(transactions, configuration.database().embedded(), new KeyringBackup(keys), audit)));
    operate(environment, "/keys", new KeysServlet(keyList, rotation));
    operate(environment, "/outbox", new OutboxServlet(owed));
    operate(environment, "/tasks/flush-outbox", new FlushOutboxServlet(courier, audit));
    operate(environment, "/tasks/create-client", new CreateClientServlet(clients, audit));
    operate(environment, "/tasks/revoke-client", new RevokeClientServlet(clients, audit));
    environment.healthChecks().register("keys", new KeysHealthCheck(keys));
    KeysMetrics.register(environment.metrics(), keyList, rotation);
    if (demo != null) {
      demo.show(environment, configuration, clients, rotation, keyList);
    }

    guard(environment, configuration, page);
    environment.lifecycle().manage(courier);
    environment.lifecycle().manage(compromise);
    environment.lifecycle().manage(new RotationSchedule(keys, rotation, Map.of(KeyFamily.STORE,
        configuration.keys().rotateEvery().toJavaDuration(), KeyFamily.OUTBOX, RotationSchedule.OUTBOX), audit));
    environment.lifecycle().manage(new Retention(database, configuration.retention()));
  }

  /** @return the variables by which settings may come */
  protected Map<String, String> environment() {
    return ProcessEnvironment.read();
  }

  /** Refuses a configuration that would leave something in clear, or half configured. */
  final void refuse(SluisConfiguration configuration) {
    var faults = faults(configuration);
    if (!faults.isEmpty()) {
      throw new StartRefusedException(faults);
    }
  }

  /** @return why it does not start; a test with a disk of its own bears one of them */
  protected List<String> faults(SluisConfiguration configuration) {
    return StartRules.faults(configuration);
  }

  /** What the configuration could leave open, whatever it says. */
  private static void harden(AbstractServerFactory server) {
    server.setRequestLogFactory(new NoRequestLog());
    // It puts the raw path into the name of the thread, and so into the log.
    server.setEnableThreadNameFilter(false);
    server.setRegisterDefaultExceptionMappers(false);
    // It would inflate what comes in, without an end, and keep what goes out in its buffers, secrets too.
    server.getGzipFilterFactory().setEnabled(false);
    if (server instanceof DefaultServerFactory usual && usual.getApplicationConnectors().get(0) instanceof HttpConnectorFactory http) {
      // It would take a visitor's word for the visitor's address; AddressRanges asks named proxies.
      http.setUseForwardedHeaders(false);
      // A connection would remember client keys, and what else comes in headers, for as long as it lives.
      http.setHeaderCacheSize(DataSize.bytes(0));
      // Cookies of a parent domain come to us too, and we are not who can delete them.
      http.setMaxRequestHeaderSize(DataSize.kibibytes(MAX_HEADER_KIB));
      // A scheduler's body holds a thread from its first byte to its last.
      http.setMinRequestDataPerSecond(DataSize.bytes(256));
      // A link whose # was rewritten twice has %25 in its path.
      http.setUriCompliance(UriCompliance.DEFAULT.with("rewritten links", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    }
  }

  private static void guard(Environment environment, SluisConfiguration configuration, PageResource page) {
    var headers = new SecurityHeaders(configuration.publicUrl().startsWith("https:"));
    // Jetty would keep the filters of every path by its name, and a rewritten link's path carries the secret.
    environment.getApplicationContext().getServletHandler().setFilterChainsCached(false);
    environment.servlets().addFilter("rewritten-links", new RewrittenLinks(environment.metrics()))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    environment.lifecycle().addEventListener(new LifeCycle.Listener() {
      @Override
      public void lifeCycleStarting(LifeCycle starting) {
        if (starting instanceof Server server) {
          server.setErrorHandler(new BareErrors(headers, page.headers()));
          server.insertHandler(new FrontDoor(admin -> headers.put(false, admin::put)));
          keepOffTheHeap(server);
          for (var connector : server.getConnectors()) {
            connector.addBean(new HeaderDeadline(connector));
          }
        }
      }
    });
    environment.jersey().property(ServerProperties.WADL_FEATURE_DISABLE, true);
    environment.getObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    environment.jersey().register(new ProblemMapper());
    environment.jersey().register(new ReadableTypes());
    environment.jersey().register(new RequestLog());
    environment.jersey().register(new SameOrigin(configuration.publicUrl()));
    environment.jersey().register(headers);
  }

  /** Jetty keeps its buffers. Those of TLS would be on the heap, the ones for what comes in too, for the JDK decrypts in place. */
  private static void keepOffTheHeap(Server server) {
    for (var tls : server.getContainedBeans(SslConnectionFactory.class)) {
      tls.setDirectBuffersForEncryption(true);
      tls.setDirectBuffersForDecryption(true);
    }
  }

  private static Jdbi migrated(SluisConfiguration configuration, Environment environment) {
    var source = configuration.database().dataSource();
    var pool = source.build(environment.metrics(), "database");
    Migrations.run(configuration.database(), pool);
    return Columns.configure(new JdbiFactory().build(environment, source, pool, "database"));
  }

  private static SmsSender smsSender(SluisConfiguration configuration, Environment environment) {
    if (configuration.sms().usesConsole()) {
      return new ConsoleSmsSender(System.out::println);
    }
    var twilio = new TwilioSmsSender(configuration.sms().twilio());
    environment.healthChecks().register("sms", new SmsHealthCheck(twilio));
    return new MeteredSmsSender(twilio, environment.metrics());
  }

  private static void operate(Environment environment, String path, HttpServlet servlet) {
    environment.admin().addServlet(path, servlet).addMapping(path);
  }
}
