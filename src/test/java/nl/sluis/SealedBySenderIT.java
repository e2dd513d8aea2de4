package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nl.sluis.testing.Browser;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.OtherJvm;
import nl.sluis.testing.Spellings;
import nl.sluis.testing.Wiretap;
import org.junit.jupiter.api.Test;

/** Both clients' examples against the jar that ships, and then a search for the meeting wherever the gateway could have it. */
class SealedBySenderIT {
  /** Of the meeting in both examples, all that is nowhere else. */
  private static final String[] SHOWN = {"Zuidertrekvogel", "https://zoom.us/j/731958264",
    "https://zoom.us/wc/join/731958264", "731 958 264", "pw-583920", "Noorderhoofd", "Beemsterling", "we beginnen op tijd"};
  private static final List<String> NOWHERE = List.of("Zuidertrekvogel", "Wierdijkpas", "731958264", "731 958 264", "pw-583920",
      "Noorderhoofd", "Beemsterling");

  private record Sent(String email, String phone, String link) {
    byte[] secret() {
      return IndependentOpener.decode(link.substring(link.indexOf('#') + 1));
    }
  }

  @Test
  void whatBothClientsSealOpensAndTheGatewayNeverHasIt() throws Exception {
    try (var sluis = new JarSluis();
        var relay = new Mailbox();
        var http = new Wiretap(sluis.settings.port());
        var smtp = new Wiretap(sluis.mailbox.port());
        var sms = new Wiretap(port(sluis.twilio.baseUrl()))) {
      sluis.settings.reachedThrough(http.port()).set("mail.port", String.valueOf(smtp.port()))
          .set("sms.twilio.baseUrl", "http://127.0.0.1:" + sms.port()).set("logging.level", "TRACE")
          // A search sees through no compression.
          .set("server.gzip.enabled", "false");
      sluis.start();

      var sent = List.of(
          sends(sluis, relay, OtherJvm.command("-cp", "target/sluis-client.jar", "docs/examples/SealAndPost.java")),
          sends(sluis, relay, List.of(Node.path(), "docs/examples/seal-and-post.mjs")));
      var posted = places(sluis, "after posting", Map.of("HTTP", http, "SMTP", smtp, "SMS", sms));

      try (var browser = Browser.start()) {
        for (var one : sent) {
          opens(browser, sluis, one, relay.takeLink(one.email));
        }
      }
      var opened = places(sluis, "after opening", Map.of("HTTP", http, "SMTP", smtp, "SMS", sms));
      assertThat(sluis.mailbox.mails()).as("the gateway mails nobody").isEmpty();

      // The search finds what is there: without this, what it does not find would prove nothing.
      var envelopes = envelopes(posted.get("HTTP after posting"));
      assertThat(envelopes).hasSize(2);
      for (var envelope : envelopes) {
        assertThat(places(opened, envelope)).as("in base64url").contains("HTTP after opening");
        assertThat(places(posted, latin1(IndependentOpener.decode(envelope)))).as("in bytes")
            .contains("memory after posting", "disk after posting");
      }
      assertThat(places(posted, "Selection desk")).contains("HTTP after posting");
      assertThat(places(opened, sent.get(0).phone.substring(1))).contains("SMS after opening");
      assertThat(places(opened, "invitation-mailed")).contains("log after opening");
      assertThat(places(opened, "Bureau Voorbeeld")).as("text").contains("memory after opening");

      for (var place : List.of(posted, opened)) {
        for (var word : words(sent)) {
          assertThat(places(place, word)).as(word).isEmpty();
        }
      }
    }
  }

  /** Seals and posts by the example, as its author would run it, and mails the link by a relay that the gateway does not know. */
  private static Sent sends(JarSluis sluis, Mailbox relay, List<String> command) throws Exception {
    var phone = Numbers.next();
    var email = "invitee" + phone.substring(1) + "@example.net";
    var whole = new ArrayList<>(command);
    whole.addAll(List.of("Invitee One", email, phone));
    var process = new ProcessBuilder(whole).redirectErrorStream(true);
    process.environment().putAll(Map.of("SLUIS_URL", sluis.settings.publicUrl(), "SLUIS_CLIENT_KEY", sluis.clientKey()));
    var example = process.start();
    var said = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(example.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).matches("\\Q" + email + "\\E \\Q" + sluis.settings.publicUrl() + "\\E/i#[A-Za-z0-9_-]{43}");
    var link = said.substring(said.indexOf(' ') + 1);
    mail(relay, email, link);
    return new Sent(email, phone, link);
  }

  private static void mail(Mailbox relay, String email, String link) throws MessagingException {
    var properties = new Properties();
    properties.putAll(Map.of("mail.smtp.host", "127.0.0.1", "mail.smtp.port", String.valueOf(relay.port()), "mail.smtp.timeout", "5000"));
    var mail = new MimeMessage(Session.getInstance(properties));
    mail.setFrom("selection@example.org");
    mail.setRecipients(Message.RecipientType.TO, email);
    mail.setSubject("Uitnodiging", "UTF-8");
    var text = new MimeBodyPart();
    text.setText("De uitnodiging opent op " + link + " met een code op uw telefoon.", "UTF-8");
    mail.setContent(new MimeMultipart(text));
    Transport.send(mail);
  }

  private static void opens(Browser browser, JarSluis sluis, Sent sent, String mailed) {
    assertThat(mailed).isEqualTo(sent.link);
    try (var visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      page.opens(mailed);
      page.asksForCode(sent.phone.substring(sent.phone.length() - 4));
      page.waitsForCodeField();
      page.enters(sluis.twilio.lastCodeTo(sent.phone));
      page.waitsForMeeting();
      assertThat(page.text("#step-meeting")).contains(SHOWN)
          .contains("10:15", "11:15", "Selection desk", "selection@example.org");
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  // ---- the search

  /** @return everything that the gateway has or had to do with, byte by byte, as Latin 1 */
  private static Map<String, String> places(JarSluis sluis, String when, Map<String, Wiretap> taps) throws IOException {
    var places = new LinkedHashMap<String, String>();
    taps.forEach((name, tap) -> places.put(name + " " + when, latin1(tap.heard())));
    places.put("log " + when, latin1(Files.readAllBytes(sluis.log())));
    var disk = new StringBuilder();
    for (var file : sluis.files("data", "keys", "secrets")) {
      disk.append(latin1(Files.readAllBytes(file)));
    }
    places.put("disk " + when, disk.toString());
    places.put("memory " + when, latin1(sluis.dumpsHeap(when.replace(' ', '-')).bytes()));
    return places;
  }

  private static List<String> places(Map<String, String> places, String bytes) {
    return places.keySet().stream().filter(place -> places.get(place).contains(bytes)).toList();
  }

  private static List<String> words(List<Sent> sent) {
    var words = new ArrayList<String>();
    var start = Meetings.interview().path("start").asText().substring(0, 10) + "T10:15";
    for (var word : NOWHERE) {
      Spellings.ofText(word).forEach(bytes -> words.add(latin1(bytes)));
    }
    words.addAll(List.of(start, start.replace("10:15", "11:15")));
    for (var one : sent) {
      Spellings.ofSecret(one.secret()).forEach(bytes -> words.add(latin1(bytes)));
    }
    return words;
  }

  private static List<String> envelopes(String traffic) {
    return Pattern.compile("\"envelope\":\"([A-Za-z0-9_-]+)\"").matcher(traffic).results().map(found -> found.group(1))
        .distinct().toList();
  }

  private static int port(String url) {
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  private static String latin1(byte[] bytes) {
    return StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes)).toString();
  }
}
