package nl.sluis;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.Map;
import nl.sluis.admin.BackupServlet;
import nl.sluis.admin.BounceServlet;
import nl.sluis.admin.ClientKeysHealthCheck;
import nl.sluis.admin.ClientsServlet;
import nl.sluis.admin.CompromiseKeyServlet;
import nl.sluis.admin.CreateClientServlet;
import nl.sluis.admin.FlushOutboxServlet;
import nl.sluis.admin.HealthWatch;
import nl.sluis.admin.KeysServlet;
import nl.sluis.admin.OperatorAuth;
import nl.sluis.admin.OperatorKeys;
import nl.sluis.admin.OutboxServlet;
import nl.sluis.admin.ProbeServlet;
import nl.sluis.admin.PrometheusFilter;
import nl.sluis.admin.PrometheusMetrics;
import nl.sluis.admin.RevokeClientServlet;
import nl.sluis.admin.RotateKeysServlet;
import nl.sluis.admin.TestMailServlet;
import nl.sluis.admin.TestSmsServlet;
import nl.sluis.bounce.BouncesHealthCheck;
import nl.sluis.incident.Backup;
import nl.sluis.incident.Compromise;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.KeyringBackup;
import nl.sluis.keys.KeysHealthCheck;
import nl.sluis.keys.KeysMetrics;
import nl.sluis.keys.RotationSchedule;
import nl.sluis.sms.SmsSender;
import nl.sluis.store.Retention;
import org.eclipse.jetty.util.component.LifeCycle;

/** Fourth part: what an operator calls, and what happens without a call: mails leave, keys rotate, rows end. */
final class Operations {
  private final StartContext start;
  private final Environment environment;
  private final Storage storage;
  private final Mailing mailing;
  private final SmsSender sms;
  private final Compromise compromise;

  Operations(StartContext start, Storage storage, Mailing mailing, Conferencing conferencing, SmsSender sms) {
    this.start = start;
    this.environment = start.environment();
    this.storage = storage;
    this.mailing = mailing;
    this.sms = sms;
    this.compromise = new Compromise(storage.database, storage.keys, storage.rotation, storage.meetingIds,
        conferencing.conferences, start.audit());
  }

  /** An operator operates, on the admin port. */
  void openToOperators() {
    var configuration = start.configuration();
    var audit = start.audit();
    environment.admin()
        .addFilter("operator-auth",
            new OperatorAuth(OperatorKeys.find(configuration.operator(), start.random()), () -> configuration.mail().bounceKey()))
        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    environment.admin().addFilter("prometheus", new PrometheusFilter(prometheus()))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/metrics");
    serve("/live", ProbeServlet.ofLife(environment.healthChecks()));
    serve("/ready", ProbeServlet.ofReadiness(environment.healthChecks()));
    serve("/tasks/rotate-keys", new RotateKeysServlet(storage.rotation, audit));
    serve("/tasks/compromise-key", new CompromiseKeyServlet(compromise));
    serve("/tasks/backup", new BackupServlet(
        new Backup(storage.transactions, configuration.database().embedded(), new KeyringBackup(storage.keys), audit)));
    serve("/keys", new KeysServlet(storage.keyList, storage.rotation));
    serve("/outbox", new OutboxServlet(mailing.waiting));
    serve("/tasks/flush-outbox", new FlushOutboxServlet(mailing.courier, mailing.waiting, audit));
    serve("/tasks/create-client", new CreateClientServlet(storage.clientKeys, audit));
    serve("/tasks/revoke-client", new RevokeClientServlet(storage.clientKeys, audit));
    if (!configuration.test()) {
      serve("/tasks/test-mail", new TestMailServlet(mailing.testMail, audit));
      serve("/tasks/test-sms", new TestSmsServlet(sms, start.publicUrl().getHost(), audit));
    }
    if (mailing.bounces != null) {
      serve("/tasks/bounce", new BounceServlet(mailing.bounces));
      environment.healthChecks().register("bounces", new BouncesHealthCheck(mailing.bounces));
    }
    serve("/clients", new ClientsServlet(storage.clientKeys, storage.webhooks.webhooks()));
    environment.healthChecks().register("client-keys", new ClientKeysHealthCheck(storage.database));
    environment.healthChecks().register("keys", new KeysHealthCheck(storage.keys));
    KeysMetrics.register(environment.metrics(), storage.keyList, storage.rotation);
  }

  /** They start in this order and stop in the reverse order. */
  void keepHouse() {
    var configuration = start.configuration();
    environment.lifecycle().manage(storage.placer);
    environment.lifecycle().manage(storage.followers);
    environment.lifecycle().addEventListener(new LifeCycle.Listener() {
      @Override
      public void lifeCycleStopping(LifeCycle stopping) {
        // The server waits for requests that are not answered yet.
        storage.followers.end();
      }
    });
    environment.lifecycle().manage(storage.webhooks.sender());
    environment.lifecycle().manage(mailing.courier);
    environment.lifecycle().manage(compromise);
    environment.lifecycle().manage(new RotationSchedule(storage.keys, storage.rotation, Map.of(KeyFamily.STORE,
        configuration.keys().rotateEvery().toJavaDuration(), KeyFamily.OUTBOX, RotationSchedule.OUTBOX), start.audit()));
    environment.lifecycle().manage(new HealthWatch(environment.healthChecks()));
    environment.lifecycle().manage(new Retention(storage.database, storage.contacts, configuration.retention()));
  }

  private PrometheusMetrics prometheus() {
    var build = Build.ofThisJar();
    return new PrometheusMetrics(environment.metrics(), environment.healthChecks(),
        Map.of("version", build.version(), "commit", build.commit()));
  }

  private void serve(String path, HttpServlet servlet) {
    environment.admin().addServlet(path, servlet).addMapping(path);
  }
}
