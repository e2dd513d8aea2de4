package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import javax.sql.DataSource;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Settings;
import nl.sluis.testing.TestCertificate;
import nl.sluis.testing.VideoService;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command {@code check} asks each part, says in a line what is wrong with it, and changes nothing. The same on every database. */
@Tag("slow")
abstract class CheckContract {
  final Databases databases = databases();
  final LocalSluis sluis = new LocalSluis();

  CheckContract() {
    databases.set(sluis.settings);
  }

  abstract Databases databases();

  /** The database of the settings, while no gateway runs. */
  abstract DataSource source();

  @AfterEach
  void close() {
    sluis.mailbox.close();
    sluis.twilio.close();
    databases.close();
  }

  @Test
  void beforeTheFirstStartAllIsWellAndNothingIsMade() throws IOException {
    var told = check();
    assertThat(told.wrong).isEmpty();
    assertThat(told.well("settings")).contains("refuses none");
    assertThat(told.well("keys")).contains("keyring.bcfks is not there yet; the first start makes it");
    assertThat(told.well("smtp")).contains("127.0.0.1:" + sluis.mailbox.port(), "invitations@bureau.example");
    assertThat(told.well("sms")).contains("Twilio knows our login");
    assertThat(told.well("bounces")).contains("off: if a mail does not arrive, only who reads invitations@bureau.example hears of it");
    assertThat(sluis.folder).isEmptyDirectory();
    assertThat(sluis.twilio.messages()).isEmpty();
    assertThat(sluis.mailbox.mails()).isEmpty();
  }

  @Test
  void theVideoServiceIsAskedWhatItsAccountKeepsAndMakesNothing() {
    try (var video = new VideoService()) {
      video.set(sluis.settings);
      assertThat(check().well("conference")).contains("Zoom knows the app", "no-recording");
      video.zoom.account().set("recording.cloud_recording", true);
      assertThat(check().wrong).isNotEmpty()
          .allSatisfy(wrong -> assertThat(wrong).contains("conference: the account does not keep no-recording", "cloud_recording"));
      video.zoom.tokens().withdraw("account:read:settings:admin");
      video.zoom.tokens().endAll();
      assertThat(check().wrong).singleElement().asString().contains("account:read:settings:admin");
      assertThat(video.zoom.meetings().ids()).isEmpty();
    }
  }

  @Test
  void afterAStartTheKeyringOpensAndNoMigrationWaits() {
    sluis.start();
    sluis.stop();
    var told = check();
    assertThat(told.wrong).isEmpty();
    assertThat(told.well("keys")).contains("opens, and has 2 keys");
    assertThat(told.well("database")).contains("No migration waits");
  }

  @Test
  void migrationsThatWaitAreNamed() {
    Flyway.configure().dataSource(source()).locations("classpath:db/migration").target("3").load().migrate();
    assertThat(check().well("database")).contains("The next start runs the migrations V4__", "back up first");
    sluis.start();
    sluis.stop();
    assertThat(check().well("database")).contains("No migration waits");
  }

  @Test
  void aKeyringThatIsLostOrDoesNotOpenIsSaidToBeSo() throws IOException {
    sluis.start();
    sluis.stop();
    var keys = sluis.folder.resolve("keys");
    var away = Files.move(keys, sluis.folder.resolve("away"));
    assertThat(check().wrong).singleElement().asString().startsWith("keys: ").contains("is not there, and the database has rows sealed");
    Files.move(away, keys);
    assertThat(check().wrong).isEmpty();

    var password = sluis.folder.resolve("secrets/keyring-password");
    var right = Files.readString(password);
    Files.writeString(password, "another password than that");
    assertThat(check().wrong).singleElement().asString().startsWith("keys: ").contains("keyring.bcfks does not open");
    Files.delete(password);
    assertThat(check().wrong).singleElement().asString().startsWith("keys: ").contains("its password is not: set SLUIS_KEYS_PASSWORD");
    assertThat(password).doesNotExist();
    Files.writeString(password, right);
    assertThat(check().wrong).isEmpty();
  }

  @Test
  void whatTheRelayRefusesIsSaidInItsWordsAndNoMailIsSent() throws IOException {
    try (var relay = FakeRelay.start()) {
      sluis.settings.set("mail.port", String.valueOf(relay.port()));
      assertThat(check().wrong).isEmpty();
      assertThat(relay.commands()).anyMatch(line -> line.startsWith("MAIL FROM:<invitations@bureau.example>")).contains("RSET")
          .noneMatch(line -> line.startsWith("RCPT"));
      sluis.settings.set("mail.bounces", "bounces@bureau.example").set("mail.bounceKey", Settings.OPERATOR_KEY);
      assertThat(check().wrong).singleElement().asString().contains("mail.bounceKey (SLUIS_MAIL_BOUNCE_KEY) is the operator key");
      sluis.settings.set("mail.bounceKey", "bounce-key-of-the-tests");
      assertThat(check().well("bounces")).contains("on: reports", "bounces@bureau.example", "POST /tasks/bounce");
      assertThat(relay.commands()).as("the relay is asked for what most mails come from")
          .anyMatch(line -> line.startsWith("MAIL FROM:<bounces@bureau.example>"));
      relay.answers("MAIL", "553 5.7.1 Sender address rejected: not owned by user");
      assertThat(check().wrong).singleElement().asString().startsWith("smtp: ").contains("mail.from", "not owned by user");
    }
    assertThat(check().wrong).singleElement().asString().startsWith("smtp: No relay greets").contains("mail.host, mail.port");
  }

  @Test
  void aLoginThatTwilioDoesNotKnowIsSaidToBeSo() {
    sluis.twilio.accountAnswers(FakeTwilio.error(401, 20003));
    assertThat(check().wrong).singleElement().asString().startsWith("sms: ").contains("SLUIS_TWILIO_AUTH_TOKEN", "code 20003");
    sluis.twilio.accountAnswers(FakeTwilio.account("active"));
    assertThat(check().wrong).isEmpty();
    assertThat(sluis.twilio.messages()).isEmpty();
  }

  @Test
  void theDatabaseOfATestGatewayIsNoneOfALiveOne() {
    sluis.settings.set("test", "true");
    sluis.start();
    sluis.stop();
    assertThat(check().wrong).isEmpty();
    sluis.settings.set("test", "false");
    assertThat(check().wrong).singleElement().asString().startsWith("database: The database is one of test gateways");
  }

  @Test
  void severalFaultsAreALineEach() {
    sluis.twilio.accountAnswers(FakeTwilio.account("suspended"));
    sluis.mailbox.stop();
    assertThat(check().wrong).hasSize(2);
    sluis.settings.set("locale", "it").set("publicUrl", "http://invitations.example.org");
    assertThat(check().wrong).as("then nobody is asked").hasSize(2).noneMatch(line -> line.startsWith("sms"));
  }

  @Test
  void itsOwnTlsIsLookedAtToo() throws Exception {
    var certificate = TestCertificate.of("invitations.example.org").connector(sluis.folder);
    certificate.forEach((name, value) -> sluis.settings.set("server.applicationConnectors[0]." + name, value));
    assertThat(check().well("tls")).contains("the certificate is valid until");
    sluis.settings.set("server.applicationConnectors[0].keyStorePassword", "another");
    assertThat(check().wrong).singleElement().asString().startsWith("tls: ").contains("keyStorePath, keyStorePassword");
  }

  @Test
  void itsTlsOfPemIsLookedAtToo() throws Exception {
    var certificate = sluis.folder.resolve("fullchain.pem");
    var key = sluis.folder.resolve("privkey.pem");
    TestCertificate.of("invitations.example.org").writePem(certificate, key);
    TestCertificate.pemConnector(certificate, key)
        .forEach((name, value) -> sluis.settings.set("server.applicationConnectors[0]." + name, value));
    assertThat(check().well("tls")).contains("the certificate is valid until");
    Files.writeString(key, Files.readString(key).replace("PRIVATE", "EC PRIVATE"));
    assertThat(check().wrong).singleElement().asString().contains("certificateFile and keyFile", "openssl pkcs8 -topk8 -nocrypt");
  }

  /** What is printed is the whole process's, so commands are run one after the other. */
  final Told check() {
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    var wrong = List.<String>of();
    try {
      sluis.runs("check");
    } catch (AssertionError refused) {
      var refusal = Refusal.of(refused.getCause(), null);
      assertThat(refusal.status()).isEqualTo(78);
      wrong = refusal.faults();
    } finally {
      System.setOut(before);
    }
    var printed = out.toString(StandardCharsets.UTF_8);
    assertThat(printed + wrong).doesNotContain("token-of-the-tests", "operator-key-of-the-tests");
    return new Told(printed.lines().toList(), wrong);
  }

  record Told(List<String> lines, List<String> wrong) {
    String well(String part) {
      assertThat(wrong).isEmpty();
      return lines.stream().filter(line -> line.startsWith(part + " ")).findFirst().orElseThrow(() -> new AssertionError(lines));
    }
  }
}
