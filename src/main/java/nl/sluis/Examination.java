package nl.sluis;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nl.sluis.conference.ConferenceUnavailableException;
import nl.sluis.conference.Proof;
import nl.sluis.database.DatabaseLook;
import nl.sluis.database.Purpose;
import nl.sluis.database.SqlStates;
import nl.sluis.database.Transactions;
import nl.sluis.keys.KeyringLook;
import nl.sluis.mail.SmtpHealthCheck;
import nl.sluis.mail.SmtpMailSender;
import nl.sluis.sms.SmsHealthCheck;
import nl.sluis.sms.TwilioSmsSender;
import nl.sluis.zoom.ZoomMeetings;

/** Asks each part that the gateway needs, before a start. It changes nothing, sends nothing and costs nothing. */
final class Examination {
  private final SluisConfiguration configuration;
  private final Consumer<String> out;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param configuration that no rule of a start refuses
   * @param out           takes a line for each part that is well
   */
  Examination(SluisConfiguration configuration, Consumer<String> out) {
    this.configuration = configuration;
    this.out = out;
  }

  /** @return what is to be mended, a sentence each, behind the name of the part; empty if all is well */
  List<String> run() {
    say("settings", "a start refuses none of them");
    if (configuration.getServerFactory() instanceof DefaultServerFactory server
        && server.getApplicationConnectors().get(0) instanceof HttpsConnectorFactory https) {
      ask("tls", () -> TlsLook.at(https));
    }
    ask("disk", new DiskHealthCheck(configuration), "database and keys have room");
    askDatabaseAndKeys();
    if (configuration.conference().isZoom() && !configuration.demo()) {
      askVideoService();
    }
    if (!configuration.test() && !configuration.demo()) {
      var mail = configuration.mail();
      var sender = new SmtpMailSender(mail, URI.create(configuration.publicUrl()), Clock.systemUTC());
      ask("smtp", new SmtpHealthCheck(sender, mail, Optional::empty),
          "the relay at " + mail.host() + ":" + mail.port() + " takes our login and our sender " + mail.from());
      say("bounces", mail.bounces() == null
          ? "off: if a mail does not arrive, only who reads " + mail.from() + " hears of it (mail.bounces)"
          : "on: reports of invitations that do not arrive go to " + mail.bounces() + ", and come back by POST /tasks/bounce");
      askSmsProvider();
    }
    return wrong;
  }

  private void askDatabaseAndKeys() {
    try (var look = look()) {
      var tables = look != null && look.has("keyring_epoch")
          ? Optional.<Transactions>of(look.transactions())
          : Optional.<Transactions>empty();
      ask("keys", () -> KeyringLook.at(configuration.keys(), tables));
    }
  }

  /** @return null if there is nothing to look into */
  private DatabaseLook look() {
    try {
      var found = DatabaseLook.at(configuration.database());
      if (found.isEmpty()) {
        ask("database", () -> DiskHealthCheck.writable(configuration.database().folder().orElseThrow())
            + " takes the H2 file, which is not there yet; the first start makes it");
        return null;
      }
      ask("database", () -> described(found.get()));
      return found.get();
    } catch (RuntimeException e) {
      if (SqlStates.IN_USE.isCauseOf(e)) {
        say("database", "a running gateway has the H2 file open, so nothing looked into it");
      } else {
        refuse("database", e);
      }
      return null;
    }
  }

  private String described(DatabaseLook look) {
    configuration.database().folder().ifPresent(DiskHealthCheck::refuseUnwritableFiles);
    var waiting = look.waiting();
    if (look.has("purpose")) {
      Purpose.check(look.transactions(), configuration.test());
    }
    return look.product() + ". " + (waiting.isEmpty()
        ? "No migration waits"
        : "The next start runs the migrations " + String.join(", ", waiting) + ": back up first");
  }

  /** It makes no meeting. */
  private void askVideoService() {
    try {
      var look = new ZoomMeetings(configuration.conference().zoom(), Clock.systemUTC(), new SecureRandom()).look();
      look.loosened().forEach(one -> wrong.add("conference: the account does not keep " + one.rule().word() + ": " + one.detail()));
      if (look.loosened().isEmpty()) {
        say("conference", "Zoom knows the app and its scopes. By a lock the account keeps " + look.rules().stream()
            .filter(rule -> rule.proof() == Proof.LOCKED_BY_ACCOUNT).map(rule -> rule.rule().word()).collect(Collectors.joining(", ")));
      }
    } catch (ConferenceUnavailableException e) {
      wrong.add("conference: " + e.getMessage());
    }
  }

  private void askSmsProvider() {
    if (configuration.sms().usesConsole()) {
      say("sms", "codes are printed on the console");
    } else {
      ask("sms", new SmsHealthCheck(new TwilioSmsSender(configuration.sms().twilio())),
          "Twilio knows our login, and the account is active; POST /tasks/test-sms tells whether the sender can send");
    }
  }

  private void ask(String part, HealthCheck check, String well) {
    var result = check.execute();
    if (result.isHealthy()) {
      say(part, well);
    } else {
      wrong.add(part + ": " + result.getMessage());
    }
  }

  private void ask(String part, Callable<String> question) {
    try {
      say(part, question.call());
    } catch (Exception e) {
      refuse(part, e);
    }
  }

  private void refuse(String part, Exception thrown) {
    Refusal.of(thrown, configuration).faults().forEach(fault -> wrong.add(part + ": " + fault));
  }

  private void say(String part, String found) {
    out.accept(String.format(Locale.ROOT, "%-9s well: %s", part, found));
  }
}
