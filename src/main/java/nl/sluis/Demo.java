package nl.sluis;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nl.sluis.database.Transactions;
import nl.sluis.demo.DemoMailbox;
import nl.sluis.demo.DemoPhone;
import nl.sluis.demo.DemoResource;
import nl.sluis.demo.DemoScheduler;
import nl.sluis.demo.DemoThief;
import nl.sluis.demo.DemoVideo;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.Rotation;
import nl.sluis.mail.MailConfiguration;
import nl.sluis.secret.Secret;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.store.Scope;
import nl.sluis.zoom.ZoomConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demonstration: mailbox, phone and a video service inside, and a page that shows them. It says what it is, at every start and on every page. */
final class Demo {
  static final String BANNER = "<p class=\"note\" role=\"note\">Demonstration: mailbox, phone and video service are inside this machine. "
      + "Not for real invitations.</p>";
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private final DemoMailbox mailbox = new DemoMailbox();
  private final DemoPhone phone = new DemoPhone();
  private final ZoomStandIn zoom = ZoomStandIn.start();

  private Demo() {}

  static Demo start(Environment environment) {
    LOG.warn("This is a DEMONSTRATION: mailbox, phone and video service are inside this machine and anyone on it can read them at /demo.");
    var demo = new Demo();
    demo.mailbox.start();
    environment.lifecycle().manage(new AutoCloseableManager(demo.mailbox::stop));
    environment.lifecycle().manage(new AutoCloseableManager(demo.zoom));
    return demo;
  }

  MailConfiguration mail(MailConfiguration configured) {
    return mailbox.configuration(configured);
  }

  DemoPhone phone() {
    return phone;
  }

  /** @return how the gateway reaches the stand-in */
  ConferenceConfiguration conference() {
    return new ConferenceConfiguration("zoom", new ZoomConfiguration(ZoomStandIn.ACCOUNT_ID, ZoomStandIn.CLIENT_ID,
        Secret.of(ZoomStandIn.CLIENT_SECRET), null, Secret.of(ZoomStandIn.WEBHOOK_SECRET), null, List.of(ZoomStandIn.HOST), null, null,
        zoom.baseUrl(), zoom.oauthUrl()));
  }

  /** @param video what an operator sees of the video service */
  void show(Environment environment, SluisConfiguration configuration, Storage storage, Supplier<Object> video) {
    var key = storage.clientKeys.create("demonstration", Scope.all(), null).key();
    var scheduler = new DemoScheduler(configuration.publicUrl(), Secret.of(Base64Url.encode(key)));
    Arrays.fill(key, (byte) 0);
    var thief = new DemoThief(configuration.publicUrl(), mailbox, () -> newestRow(storage.transactions));
    environment.jersey().register(
        new DemoResource(mailbox, phone, scheduler, thief, new DemoVideo(zoom, configuration.publicUrl(), video),
            () -> rotate(storage.rotation), storage.keyList::read));
  }

  /** As whoever copies the database has it. */
  private static Optional<Map<String, Object>> newestRow(Transactions transactions) {
    return transactions.read(handle -> handle.createQuery("""
        SELECT i.id, i.state, i.failures, i.opened_at, i.expires_at, i.access_hash, i.meeting_hash, i.contact, i.share, e.envelope
        FROM invitation i LEFT JOIN envelope e ON e.invitation_number = i.number ORDER BY i.number DESC FETCH FIRST 1 ROWS ONLY""")
        .map((row, context) -> {
          var columns = new LinkedHashMap<String, Object>();
          for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.put(row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), row.getObject(i));
          }
          return (Map<String, Object>) columns;
        }).findFirst());
  }

  private static String rotate(Rotation rotation) {
    var said = new StringBuilder();
    rotation.rotate(EnumSet.allOf(KeyFamily.class), line -> said.append(line).append('\n'));
    return said.toString();
  }
}
