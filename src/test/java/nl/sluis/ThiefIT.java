package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Leaks;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Thief;
import nl.sluis.testing.Wiretap;
import org.junit.jupiter.api.Test;

/** What is left behind, looked at byte by byte: database files, keys folder, logs at their loudest, SMTP and Twilio traffic. */
class ThiefIT {
  private static final int LINK_SECRET_BYTES = 32;
  /** In fields that leave the envelope nowhere. */
  private static final List<String> NOWHERE = List.of("Zuiderzeetitel", "Wieringerpwd", "webclientMarkerwaard", "777 222 333", "pw919191",
      "Noordoostpolderkamer", "Beemsterportfolio", "uid-Schermer", "T10:07:19+14:00", "T11:53:41+14:00", "Pacific/Kiritimati");

  @Test
  void nothingReadableIsLeftAndNothingThatWasMailedOpens() throws Exception {
    try (var sluis = JarSluis.started(settings -> settings.set("logging.level", "TRACE"))) {
      var smtp = new Wiretap(sluis.mailbox.port());
      var sms = new Wiretap(Integer.parseInt(sluis.twilio.baseUrl().replaceAll(".*:", "")));
      sluis.stop();
      sluis.settings.set("mail.port", String.valueOf(smtp.port())).set("sms.twilio.baseUrl", "http://127.0.0.1:" + sms.port());
      sluis.start();

      var phones = new ArrayList<String>();
      var holders = new ArrayList<LinkHolder>();
      for (var i = 0; i < 3; i++) {
        phones.add(Numbers.next());
        holders.add(post(sluis, phones.get(i), "canary" + i));
      }
      // One is opened, one has a code pending, one waits; and a rewritten link came by.
      assertThat(holders.get(0).asksForCode(last4(phones.get(0))).status()).isEqualTo(202);
      var code = sluis.twilio.lastCodeTo(phones.get(0));
      var released = holders.get(0).releases(code);
      assertThat(holders.get(0).opens(released)).contains(NOWHERE);
      assertThat(holders.get(0).acknowledges(released).status()).isEqualTo(204);
      assertThat(holders.get(1).asksForCode(last4(phones.get(1))).status()).isEqualTo(202);
      assertThat(holders.get(2).asksForCode("0000").status()).isEqualTo(403);
      var fragment = IndependentOpener.encode(holders.get(2).linkSecret());
      assertThat(Http.send("GET", sluis.settings.publicUrl() + "/i%23" + fragment, null).status()).isEqualTo(200);
      assertThat(Http.send("GET", sluis.settings.publicUrl() + "/i%2523" + fragment, null).status()).isEqualTo(200);
      Http.send("GET", sluis.settings.publicUrl() + "/i/" + fragment, null);
      await().until(() -> sluis.operates("GET", "/keys").http().body().contains("outbox"));

      sluis.kill();
      var before = copy(sluis, "before");
      sluis.start();
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      sluis.kill();
      var after = copy(sluis, "after");

      // The proof that the thief is a good one: while the outbox key lived, the deleted rows opened.
      var secrets = holders.stream().map(holder -> ByteBuffer.wrap(holder.linkSecret())).toList();
      var earlier = thief(sluis, before);
      assertThat(earlier.carve("outbox.payload", ".invitation", LINK_SECRET_BYTES)).as("before").containsAll(secrets);
      var thief = thief(sluis, after);
      assertThat(thief.keys()).isEqualTo(2);
      assertThat(thief.carve("outbox.payload", ".invitation", LINK_SECRET_BYTES)).as("after the outbox key was destroyed").isEmpty();

      var log = sluis.readLog();
      var everywhere = new ArrayList<>(NOWHERE);
      everywhere.add(IndependentOpener.encode(holders.get(1).linkSecret()));
      everywhere.add(fragment);
      holders.forEach(holder -> everywhere.add(holder.access()));
      for (var word : everywhere) {
        assertThat(thief.finds(bytes(word))).as("database: " + word).isFalse();
        assertThat(earlier.finds(bytes(word))).as("database: " + word).isFalse();
        assertThat(log).as("log").doesNotContain(word);
        assertThat(Thief.contains(sms.heard(), bytes(word))).as("Twilio: " + word).isFalse();
      }
      for (var word : NOWHERE) {
        assertThat(Thief.contains(smtp.heard(), bytes(word))).as("SMTP: " + word).isFalse();
        sluis.mailbox.mails().forEach(mail -> assertThat(nl.sluis.testing.Mailbox.text(mail)).doesNotContain(word));
      }
      for (var i = 0; i < 3; i++) {
        for (var word : List.of(phones.get(i), phones.get(i).substring(1), "canary" + i, "Personne" + i, "desk-canary", "Organizeuse")) {
          assertThat(earlier.finds(bytes(word))).as("database: " + word).isFalse();
          assertThat(thief.finds(bytes(word))).as("database: " + word).isFalse();
          assertThat(log).as("log").doesNotContain(word);
        }
        assertThat(Thief.contains(smtp.heard(), bytes(phones.get(i).substring(1)))).as("SMTP: phone").isFalse();
        assertThat(Thief.contains(sms.heard(), bytes("canary" + i))).as("Twilio: address").isFalse();
        assertThat(Thief.contains(sms.heard(), bytes("Organizeuse"))).as("Twilio: organizer").isFalse();
        assertThat(thief.finds(holders.get(i).linkSecret())).isFalse();
      }
      Leaks.none(log, code);
    }
  }

  private static LinkHolder post(JarSluis sluis, String phone, String name) {
    var meeting = Meetings.interview();
    meeting.put("uid", "uid-Schermer-" + name).put("title", "Zuiderzeetitel").put("joinUrl", "https://zoom.us/j/1?pwd=Wieringerpwd");
    meeting.put("webClientUrl", "https://zoom.us/wc/webclientMarkerwaard").put("meetingId", "777 222 333").put("passcode", "pw919191");
    meeting.put("location", "Noordoostpolderkamer").put("description", "Beemsterportfolio");
    var day = LocalDate.now(ZoneOffset.UTC).plusDays(7);
    meeting.put("start", day + "T10:07:19+14:00").put("end", day + "T11:53:41+14:00").put("timeZone", "Pacific/Kiritimati");
    meeting.withObject("/organizer").put("name", "Organizeuse").put("email", "desk-canary@example.org");
    var request = Meetings.request(meeting, 1);
    var email = name + "@example.net";
    Meetings.invitee(request, 0).put("name", "Personne" + name.charAt(name.length() - 1)).put("email", email)
        .put("phone", phone);
    assertThat(sluis.post(request).status()).isEqualTo(201);
    return new LinkHolder(sluis.settings.publicUrl(), sluis.mailbox.takeLink(email));
  }

  private static Path copy(JarSluis sluis, String name) throws IOException {
    var target = sluis.folder.resolve(name);
    for (var file : sluis.files("data", "keys")) {
      var to = target.resolve(sluis.folder.relativize(file));
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
    return target;
  }

  private static Thief thief(JarSluis sluis, Path copy) throws IOException {
    try (var data = Files.walk(copy.resolve("data"))) {
      return new Thief(data.filter(Files::isRegularFile).toList(), copy.resolve("keys/keyring.bcfks"),
          Files.readString(sluis.folder.resolve("secrets/keyring-password")).strip().toCharArray());
    }
  }

  private static String last4(String phone) {
    return phone.substring(phone.length() - 4);
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }
}
