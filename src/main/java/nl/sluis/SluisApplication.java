package nl.sluis;

import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.sluis.audit.AuditLog;
import nl.sluis.audit.QuietLibraries;
import nl.sluis.database.DatabaseClock;
import nl.sluis.page.HomeResource;
import nl.sluis.page.PageResource;
import nl.sluis.secret.ForgetfulJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the gateway by hand, in four parts and in the order of the flow: storage, mail, doors, operations. */
public class SluisApplication extends Application<SluisConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(SluisApplication.class);

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
    bootstrap.addCommand(new DemoCommand());
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
    LOG.info(StartLine.of(Build.ofThisJar(), configuration));
    HeapDumps.writtenBy().forEach(option -> LOG.warn("This JVM writes its memory to a file, secrets in it: start it with -XX:-{}", option));
    configuration.database().plainBecause()
        .ifPresent(reason -> LOG.warn("The way to the database has no verified TLS beyond this machine. The reason given is: {}", reason));
    if (!configuration.publicUrl().equals(configuration.writtenPublicUrl())) {
      LOG.info("publicUrl is used as browsers spell it: {}", configuration.publicUrl());
    }
    if (configuration.test()) {
      LOG.warn(
          "This is a TEST gateway: it mails nobody, and whoever has a client key reads the links and codes of all that is posted with it.");
    }
    WebServer.harden((AbstractServerFactory) configuration.getServerFactory());

    var start = new StartContext(configuration, environment, clock, random, audit, patience());
    var storage = new Storage(start);
    var demo = configuration.demo() ? Demo.start(environment) : null;
    var mailing = new Mailing(start, storage, demo);

    var page = configuration.test() ? PageResource.ofTest() : new PageResource(demo == null ? "" : Demo.BANNER);
    var conferencing = new Conferencing(start, storage, demo == null ? configuration.conference() : demo.conference());
    var doors = new Doors(start, storage, mailing, conferencing);
    doors.openToSchedulers();
    doors.openToInvitees(demo);
    var home = configuration.test()
        ? HomeResource.ofTest(configuration.organization(), configuration.publicUrl())
        : new HomeResource(demo == null ? "" : Demo.BANNER, configuration.organization(), configuration.publicUrl());
    doors.show(page, home);

    var operations = new Operations(start, storage, mailing, conferencing, doors.sms());
    operations.openToOperators();
    conferencing.open();
    if (demo != null) {
      demo.show(environment, configuration, storage, conferencing.list()::read);
    }
    WebServer.guard(environment, configuration, page);
    operations.keepHouse();
    conferencing.keepHouse();
  }

  /** @return the variables by which settings may come */
  protected Map<String, String> environment() {
    return ProcessEnvironment.read();
  }

  /** @return how long a start waits for a database that is away; a test waits less */
  protected Duration patience() {
    return Duration.ofMinutes(1);
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
}
