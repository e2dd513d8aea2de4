package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.OtherJvm;
import nl.sluis.testing.Settings;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** What a gateway says to relay, provider, database and keyring is what its variables say, sign for sign. */
class ValuesOnTheWireTest {
  /** All that YAML, shells and substitution take for theirs, blanks at both ends, and letters beyond ASCII. */
  private static final String SECRET = " %@&*!{x}[x - ? ~ null 0123 0x1F 1_000 12:30:45 No a #b: \"q\" 'q' ${X} $${SLUIS_ORGANIZATION} \\ \\n Zoë 東京 🔑 ";
  /** Twilio's are ASCII, and others are refused. */
  private static final String TOKEN = SECRET.replaceAll("[^ -~]", "");
  /** A header of HTTP carries no other letters and no blanks at the ends. */
  private static final String OPERATOR_KEY = "%@&*!{x}[x - ? ~ null 0123 a #b: \"q\" 'q' ${X} \\n";
  private static final String ORGANIZATION = "No: Team #1 \"Zorg\" & 'één' {x} [y] ${X} %z @ * ! ~ 0123";

  @Test
  void everySecretAndNameArrivesAsTheVariableHasIt() throws Exception {
    var sluis = new LocalSluis();
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN");
      relay.answers("AUTH", "235 2.7.0 Accepted");
      speaksByVariables(sluis.settings, relay);
      sluis.start();
      var key = Http.send("POST", sluis.settings.adminUrl() + "/tasks/create-client?name=scheduler", null, "Authorization",
          "Bearer " + OPERATOR_KEY);
      assertThat(key.status()).as("the operator key").isEqualTo(200);
      assertThat(Http.send("GET", sluis.settings.adminUrl() + "/keys", null, "Authorization", "Bearer " + OPERATOR_KEY.replace("{x}", "x"))
          .status()).isEqualTo(401);

      opensWithTheKeyringsPassword(sluis.folder.resolve("keys/keyring.bcfks"));
      logsInAtTheRelay(sluis, relay, key.http().body().replaceAll("(?s).*client-key: (\\S+).*", "$1"));
      asksTheProvider(sluis, relay);
      sluis.stop();
      opensTheDatabase(sluis);
    } finally {
      sluis.mailbox.close();
      sluis.twilio.close();
    }
  }

  private static void speaksByVariables(Settings settings, FakeRelay relay) {
    for (var name : new String[] {"organization", "operator.key", "mail.from", "mail.port", "sms.twilio.from", "sms.twilio.authToken"}) {
      settings.unset(name);
    }
    settings.variable("SLUIS_ORGANIZATION", ORGANIZATION).variable("SLUIS_OPERATOR_KEY", OPERATOR_KEY + "\n")
        .variable("SLUIS_KEYS_PASSWORD", SECRET)
        .variable("SLUIS_DATABASE_PASSWORD", SECRET).variable("SLUIS_MAIL_USER", SECRET).variable("SLUIS_MAIL_PASSWORD", SECRET)
        .variable("SLUIS_MAIL_PORT", String.valueOf(relay.port())).variable("SLUIS_MAIL_FROM", "0123@1e3.example")
        .variable("SLUIS_TWILIO_FROM", "+3197010240000").variable("SLUIS_TWILIO_AUTH_TOKEN", TOKEN).variable("SLUIS_LOCALE", "");
  }

  private static void opensWithTheKeyringsPassword(Path keyring) throws Exception {
    var store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    try (var in = Files.newInputStream(keyring)) {
      store.load(in, SECRET.toCharArray());
    }
    assertThat(store.size()).isPositive();
    assertThatThrownBy(() -> {
      try (var in = Files.newInputStream(keyring)) {
        store.load(in, SECRET.strip().toCharArray());
      }
    }).isInstanceOf(IOException.class);
  }

  private static void logsInAtTheRelay(LocalSluis sluis, FakeRelay relay, String clientKey) throws Exception {
    var request = nl.sluis.testing.Meetings.request();
    assertThat(Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", request.toString(), "Authorization", "Bearer " + clientKey)
        .status()).isEqualTo(201);
    await().until(() -> !relay.mails().isEmpty());
    var login = relay.commands().stream().filter(line -> line.startsWith("AUTH PLAIN ")).findFirst().orElseThrow()
        .substring("AUTH PLAIN ".length());
    assertThat(new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8).split("\0")).endsWith(SECRET, SECRET)
        .containsOnly(SECRET);
    assertThat(relay.commands()).anyMatch(line -> line.startsWith("MAIL FROM:<0123@1e3.example>"));
    var mail = mail(relay);
    var from = (InternetAddress) mail.getFrom()[0];
    assertThat(from.getAddress()).isEqualTo("0123@1e3.example");
    assertThat(from.getPersonal()).isEqualTo(ORGANIZATION);
    assertThat(nl.sluis.testing.Mailbox.text(mail)).contains(ORGANIZATION);
  }

  private static void asksTheProvider(LocalSluis sluis, FakeRelay relay) throws Exception {
    var link = nl.sluis.testing.Mailbox.text(mail(relay)).replaceAll("(?s).*(http://127\\.0\\.0\\.1:\\d+/i#[A-Za-z0-9_-]{43}).*", "$1");
    var holder = new nl.sluis.testing.LinkHolder(sluis.settings.publicUrl(), link);
    var phone = nl.sluis.testing.Meetings.request().at("/invitees/0/phone").asText();
    assertThat(holder.asksForCode(phone.substring(phone.length() - 4)).status()).isEqualTo(202);
    var message = sluis.twilio.messages().get(0);
    assertThat(message.form()).containsEntry("From", "+3197010240000");
    var basic = message.authorization().substring("Basic ".length());
    assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8))
        .isEqualTo(sluis.settings.value("sms.twilio.accountSid") + ":" + TOKEN);
  }

  private static void opensTheDatabase(LocalSluis sluis) throws Exception {
    var url = sluis.settings.value("database.url") + ";IFEXISTS=TRUE";
    try (var connection = DriverManager.getConnection(url, "sluis", SECRET)) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> DriverManager.getConnection(url, "sluis", SECRET.strip())).hasMessageContaining("Wrong user name or password");
  }

  private static jakarta.mail.internet.MimeMessage mail(FakeRelay relay) throws Exception {
    return new jakarta.mail.internet.MimeMessage(null,
        new java.io.ByteArrayInputStream(relay.mails().get(0).getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** A service often has no locale; Java would then read no letter beyond ASCII. */
  @Test
  void aProcessWithoutALocaleReadsItsVariablesAllTheSame() throws Exception {
    for (var locale : new String[] {"C", "en_US.ISO-8859-1"}) {
      // By a shell, because Java writes the variables of a child by its own locale.
      var shell = "export LC_ALL=\"$0\" SLUIS_ORGANIZATION=\"$(printf 'Zo\\303\\253 \\346\\235\\261\\344\\272\\254 \\360\\237\\224\\221 a=b\\nc')\"; exec \"$@\"";
      var command = new ArrayList<>(List.of("sh", "-c", shell, locale));
      command.addAll(OtherJvm.command("-cp", System.getProperty("java.class.path"), Printing.class.getName()));
      var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      assertThat(new String(Base64.getDecoder().decode(said.strip()), StandardCharsets.UTF_8)).as(locale).isEqualTo("Zoë 東京 🔑 a=b\nc");
    }
  }

  /** Prints what the gateway would read. */
  static final class Printing {
    public static void main(String[] arguments) {
      System.out.println(
          Base64.getEncoder().encodeToString(ProcessEnvironment.read().get("SLUIS_ORGANIZATION").getBytes(StandardCharsets.UTF_8)));
    }
  }
}
