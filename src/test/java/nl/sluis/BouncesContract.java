package nl.sluis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Reports;
import nl.sluis.testing.Settings;
import nl.sluis.testing.Wiretap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mails leave with a tag, somebody's mail server reports that they did not arrive, and scheduler and organizer hear of it. The same on every database;
 * one gateway sends, and another may take the report.
 */
abstract class BouncesContract extends GatewaysContract {
  private static final String KEY = "bounce-key-of-the-tests";
  private static final Pattern TAGGED = Pattern.compile("MAIL FROM:<(bounces\\+([a-z2-7]{39})@bureau\\.example)>");
  private Wiretap relay;
  private FeedReader reader;
  private String clientKey;

  @Override
  void adjust(Settings settings) {
    if (relay == null) {
      relay = new Wiretap(Integer.parseInt(settings.value("mail.port")));
    }
    settings.set("mail.port", String.valueOf(relay.port())).set("mail.bounces", "bounces@bureau.example").set("mail.bounceKey", KEY);
  }

  @AfterAll
  void hangUp() {
    relay.close();
  }

  @BeforeEach
  void follow() {
    clientKey = at(0).createClient("bounced-" + Numbers.next().substring(1));
    reader = new FeedReader(() -> at(last()).settings.publicUrl(), clientKey);
  }

  @ParameterizedTest
  @CsvSource({"exchange-online-failed, 5.1", "gmail-failed, 5.1", "postfix-failed, 5.2", "exim-failed, 5.0", "forwarder-failed, 5.4"})
  void aFailureIsToldOnceToSchedulerAndOrganizerAndTheInvitationStillOpens(String name, String status) {
    var invited = invites();
    var report = invited.report(name);

    assertThat(words(bounces(report))).startsWith("failed: ").contains(invited.posted.id());
    assertThat(find(invited).text("attention")).isEqualTo("bounced");
    assertThat(find(invited).text("state")).isEqualTo("mailed");
    assertThat(words(bounces(report))).startsWith("nothing-new: ");
    assertThat(words(bounces(invited.report("gmail-delayed")))).startsWith("nothing-new: ");
    assertThat(said(3)).containsExactly("invitation.queued sequence=0", "invitation.mailed", "invitation.bounced status=" + status);
    var notice = await().until(() -> at(0).mailbox.mailsTo(invited.organizer), mails -> !mails.isEmpty());
    assertThat(Mailbox.text(notice.get(0))).contains("Invitee One", invited.posted.id()).doesNotContain(invited.posted.email(), "/i#",
        status);
    assertThat(kept(invited)).isEqualTo("failed " + status);

    var holder = at(0).holderOf(invited.posted);
    var code = at(0).codeFor(holder, invited.posted);
    assertThat(find(invited).json().path("attention").isNull() || find(invited).json().path("attention").isMissingNode())
        .as("whoever has a code had the mail").isTrue();
    assertThat(words(bounces(report))).as("it is known for ever").startsWith("nothing-new: ");
    var released = holder.releases(code);
    assertThat(holder.opens(released)).isEqualTo(invited.posted.meeting());
    assertThat(words(bounces(report))).startsWith("nothing-new: ");
    assertThat(find(invited).text("state")).isEqualTo("opened");
    assertThat(at(0).mailbox.mailsTo(invited.organizer)).as("one notice").hasSize(1);
  }

  @Test
  void aReportAfterAnOpeningChangesNothingThoughOpeningsAreLeft() {
    var invited = invites(2);
    var holder = at(0).holderOf(invited.posted);
    assertThat(holder.releases(at(0).codeFor(holder, invited.posted)).status()).isEqualTo(200);
    assertThat(words(bounces(invited.report("postfix-failed")))).startsWith("nothing-new: ");
    assertThat(find(invited).json().path("attention").isTextual()).isFalse();
    assertThat(kept(invited)).isEqualTo("nothing");
  }

  @Test
  void aDelayIsToldUntilTheNextStepAndNobodyIsMailed() {
    var late = invites();
    assertThat(words(bounces(late.report("postfix-delayed")))).startsWith("delayed: ");
    assertThat(find(late).text("attention")).isEqualTo("delayed");
    assertThat(words(bounces(late.report("gmail-delayed")))).startsWith("nothing-new: ");
    var holder = at(0).holderOf(late.posted);
    var code = at(0).codeFor(holder, late.posted);
    assertThat(said(5)).contains("invitation.attention attention=delayed", "invitation.attention attention=null");
    assertThat(holder.releases(code).status()).isEqualTo(200);

    var lost = invites();
    assertThat(words(bounces(lost.report("gmail-delayed")))).startsWith("delayed: ");
    assertThat(words(bounces(lost.report("gmail-failed")))).startsWith("failed: ");
    assertThat(find(lost).text("attention")).isEqualTo("bounced");
    assertThat(kept(lost)).isEqualTo("failed 5.1");
    await().until(() -> at(0).mailbox.mailsTo(lost.organizer).size(), many -> many == 1);
    assertThat(at(0).mailbox.mailsTo(late.organizer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exim-plain", "delivered", "out-of-office"})
  void anythingElseChangesNothing(String name) {
    var invited = invites();
    assertThat(words(bounces(invited.report(name)))).startsWith("no-report: ");
    assertThat(find(invited).json().path("attention").isTextual()).isFalse();
    assertThat(kept(invited)).isEqualTo("nothing");
  }

  @Test
  void whatHasEndedStaysAsItIs() {
    var invited = invites();
    assertThat(ask("DELETE", "/v1/invitations/" + invited.posted.id()).status()).isEqualTo(204);
    assertThat(words(bounces(invited.report("gmail-failed")))).startsWith("nothing-new: ");
    assertThat(find(invited).text("state")).isEqualTo("revoked");
    assertThat(at(0).mailbox.mailsTo(invited.organizer)).isEmpty();
  }

  @Test
  void aTagIsKnownAfterThreeRotationsInUpperCaseAndFolded() {
    var invited = invites();
    for (var i = 0; i < 3; i++) {
      assertThat(at(0).operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    }
    var folded = invited.report("gmail-delayed", invited.to.toUpperCase(Locale.ROOT)).replace("To: ", "To:\r\n\t");
    assertThat(words(bounces(folded))).startsWith("delayed: ");
    assertThat(words(bounces(invited.report("gmail-failed")))).startsWith("failed: ");
  }

  /** It was forged, or is about a mail that we know nothing of. */
  @Test
  void anotherTagIsRefusedAndCounted() {
    var invited = invites();
    // A letter of the MAC, for another one: by chance it is never the same.
    var wrong = invited.tag.substring(0, 30) + (invited.tag.charAt(30) == 'a' ? 'b' : 'a') + invited.tag.substring(31);
    var before = counted("wrong-tag");
    for (var to : List.of("bounces+" + wrong + "@bureau.example", "bounces@bureau.example")) {
      assertThat(words(bounces(invited.report("gmail-failed", to)))).startsWith("wrong-tag: ");
    }
    assertThat(find(invited).json().path("attention").isTextual()).isFalse();
    assertThat(counted("wrong-tag")).isEqualTo(before + 2);
  }

  @Test
  void whenMostTagsOfADayAreWrongTheHealthCheckSaysSoAndTheGatewayIsReady() {
    advance(Duration.ofDays(2));
    var stranger = Reports.of("gmail-failed", "bounces@bureau.example", "x@example.net", "");
    assertThat(health().path("healthy").asBoolean()).isTrue();
    for (var i = 0; i < 3; i++) {
      assertThat(health().path("healthy").asBoolean()).isTrue();
      bounces(stranger);
    }
    assertThat(health().path("healthy").asBoolean()).isFalse();
    assertThat(health().path("message").asText()).contains("behind the plus sign of mail.bounces", "compromise-key");
    assertThat(Http.send("GET", at(last()).settings.adminUrl() + "/ready", null).status()).isEqualTo(200);
    advance(Duration.ofDays(3));
    assertThat(health().path("healthy").asBoolean()).isTrue();
  }

  @Test
  void theKeyIsGoodForReportsAloneAndNoOtherIsGoodForThem() {
    var report = Reports.of("gmail-failed", "bounces@bureau.example", "x@example.net", "");
    for (var key : List.of(Settings.OPERATOR_KEY, clientKey, KEY + "x", "x")) {
      for (var path : List.of("/tasks/bounce", "/tasks/%62ounce", "/tasks/bounce;x")) {
        assertThat(bounces(key, path, report, "message/rfc822").status()).as(path).isIn(400, 401);
      }
    }
    assertThat(Http.send("POST", url("/tasks/bounce"), report, "Content-Type", "message/rfc822").status()).isEqualTo(401);
    for (var path : List.of("/keys", "/metrics", "/outbox", "/clients", "/tasks", "/tasks/bounce/../gc", "/tasks/bounce/x")) {
      assertThat(Http.send("GET", url(path), null, "Authorization", "Bearer " + KEY).status()).as(path).isIn(400, 401);
    }
    assertThat(bounces(KEY, "/tasks/gc", "", "message/rfc822").status()).isEqualTo(401);
    assertThat(Http.send("GET", url("/tasks/bounce"), null, "Authorization", "Bearer " + KEY).status()).isEqualTo(405);
  }

  @Test
  void whatIsTooLargeOrNoMailIsRefusedInWords() {
    var large = bounces(KEY, "/tasks/bounce", "x".repeat(1_048_577), "message/rfc822");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.http().body()).contains("more than 1048576 bytes", "Give its beginning");
    assertThat(words(bounces("x".repeat(1_048_576)))).startsWith("no-report: ");
    var json = bounces(KEY, "/tasks/bounce", "{}", "application/json");
    assertThat(json.status()).isEqualTo(415);
    assertThat(json.http().body()).contains("message/rfc822");
    assertThat(words(bounces(KEY, "/tasks/bounce", "", "Message/RFC822; charset=utf-8"))).startsWith("no-report: ");
  }

  /** Exchange returns the whole mail, and whoever writes a report puts into it what they like. */
  @Test
  void nothingOfAReportIsKeptOrLogged() throws IOException {
    var invited = invites();
    var other = at(0).postsInterview();
    var link = at(0).mailbox.takeLink(other.email());
    var canaries = List.of("canary-7531", "Kanarienvogel-8642", link.substring(link.indexOf('#') + 1), "NotFound-9753");
    var report = Reports.of("exchange-online-failed", invited.to, "canary-7531@voorbeeld.example", link)
        .replace("Uw bericht aan", "Kanarienvogel-8642").replace("RecipientNotFound", "NotFound-9753");
    try (var log = new CapturedLog()) {
      assertThat(words(bounces(report))).startsWith("failed: ");
      assertThat(words(bounces(report.replace(invited.tag, "a".repeat(39))))).startsWith("wrong-tag: ");
      said(3);
      await().until(() -> !at(0).mailbox.mailsTo(invited.organizer).isEmpty());
      assertThat(log.text()).contains("invitation-bounced " + invited.posted.id() + " status=5.1 operator=(mail.bounceKey)")
          .doesNotContain(canaries).doesNotContain(invited.tag);
    }
    reader.startAgain();
    var told = reader.reads().toString() + find(invited).http().body() + Mailbox.text(at(0).mailbox.mailsTo(invited.organizer).get(0));
    assertThat(told).doesNotContain(canaries);
    for (var file : files()) {
      assertThat(contains(Databases.bytes(file), canaries)).as(file.toString()).isEmpty();
    }
    assertThat(at(0).operates("GET", "/metrics").http().body()).doesNotContain(canaries);
  }

  @Test
  void compromiseKeyDrawsTheKeyOfTheTagsAnewAndTheNextMailHasAnother() {
    var before = invites();
    var said = at(0).operates("POST", "/tasks/compromise-key?key=" + activeKey("outbox")).http().body();
    assertThat(said).as("an outbox key never sealed it").doesNotContain("mail.bounces");
    var bystander = invites();
    said = at(0).operates("POST", "/tasks/compromise-key?key=" + activeKey("store")).http().body();
    assertThat(said).contains("The key of the tags of mail.bounces is drawn anew");
    for (var old : List.of(before, bystander)) {
      assertThat(words(bounces(old.report("gmail-failed")))).startsWith("wrong-tag: ");
    }
    for (var gateway = 0; gateway < gateways(); gateway++) {
      assertThat(words(bounces(invites().report("gmail-failed")))).startsWith("failed: ");
    }
  }

  /** Whoever writes to the database can stop reports; mails still leave. */
  @Test
  void aKeyThatWasChangedPastTheGatewayIsDrawnAnew() {
    var before = invites();
    execute("UPDATE bounce_key SET hash_key = (SELECT share FROM invitation WHERE share IS NOT NULL LIMIT 1)");
    assertThat(words(bounces(before.report("gmail-failed")))).startsWith("wrong-tag: ");
    assertThat(words(bounces(invites().report("gmail-failed")))).startsWith("failed: ");
    assertThat(rows("bounce_key")).isEqualTo(1);
  }

  @Test
  void aTestMailTriesTheWayOfReportsToo() {
    var known = tags().size();
    assertThat(at(0).operatesWith("to=nobody%40example.net", "/tasks/test-mail").status()).isEqualTo(200);
    var tags = new ArrayList<>(tags().values());
    assertThat(tags.size()).isGreaterThan(known);
    var answers = tags.stream()
        .map(tag -> words(bounces(Reports.of("gmail-failed", "bounces+" + tag + "@bureau.example", "x@example.net", ""))))
        .toList();
    assertThat(answers).anyMatch(answer -> answer.startsWith("nothing-new: ") && answer.contains("it was a test mail"));
  }

  @Test
  void noticesAndCancellationsComeFromTheGatewaysOwnAddress() {
    var invited = invites();
    bounces(invited.report("gmail-failed"));
    await().until(() -> !at(0).mailbox.mailsTo(invited.organizer).isEmpty());
    var uid = Meetings.JSON.createObjectNode().put("uid", invited.uid);
    assertThat(Http.send("POST", at(0).settings.publicUrl() + "/v1/meetings/cancel", uid.toString(), "Authorization", "Bearer " + clientKey)
        .status()).isEqualTo(200);
    await().until(() -> at(0).mailbox.mailsTo(invited.posted.email()).size() == 2);
    assertThat(heard()).contains("MAIL FROM:<invitations@bureau.example>");
    assertThat(tags()).as("one mail with a tag of it").containsKey(invited.posted.id());
    assertThat(Pattern.compile("\\+" + invited.tag + "@").matcher(heard()).results().count()).isEqualTo(1);
  }

  private String activeKey(String family) {
    return at(0).operates("GET", "/keys").http().body()
        .replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"" + family + "\",\"state\":\"ACTIVE\".*", "$1");
  }

  private Invited invites() {
    return invites(1);
  }

  private Invited invites(int openings) {
    var number = Numbers.next();
    var request = Meetings.request();
    var organizer = "organizer" + number.substring(1) + "@example.org";
    request.withObject("/meeting/organizer").put("email", organizer).put("locale", "en");
    request.put("openings", openings);
    var email = "invitee" + number.substring(1) + "@example.net";
    request.withArray("invitees").removeAll().addObject().put("name", "Invitee One").put("email", email).put("phone", number)
        .put("locale", "nl");
    var answer = Http.send("POST", at(0).settings.publicUrl() + "/v1/invitations", request.toString(), "Authorization",
        "Bearer " + clientKey);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    var posted = new Posted(answer.json().path("invitations").path(0).path("id").asText(), email, number,
        request.path("meeting").toString());
    var invited = new Invited(posted, organizer, request.at("/meeting/uid").asText(), null, null);
    await().until(() -> find(invited).text("state"), "mailed"::equals);
    var tag = tags().get(posted.id());
    return new Invited(posted, organizer, invited.uid, tag, "bounces+" + tag + "@bureau.example");
  }

  /** @return the tags that the relay heard, by the id that each names; read by none of the gateway's code */
  private Map<String, String> tags() {
    var tags = new HashMap<String, String>();
    TAGGED.matcher(heard()).results().forEach(found -> tags.put(id(found.group(2)), found.group(2)));
    return tags;
  }

  private String heard() {
    return new String(relay.heard(), ISO_8859_1);
  }

  private static String id(String tag) {
    var number = BigInteger.ZERO;
    for (var at = 0; at < tag.length(); at++) {
      number = number.shiftLeft(5).or(BigInteger.valueOf("abcdefghijklmnopqrstuvwxyz234567".indexOf(tag.charAt(at))));
    }
    var bytes = number.shiftRight(3).or(BigInteger.ONE.shiftLeft(192)).toByteArray();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, bytes.length - 24, bytes.length - 8));
  }

  /** @return what is kept of its report */
  private String kept(Invited invited) {
    return jdbi()
        .withHandle(handle -> handle.createQuery("SELECT action || ' ' || COALESCE(status, '-') FROM bounce WHERE invitation_id = ?")
            .bind(0, invited.posted.id()).mapTo(String.class).findOne())
        .orElse("nothing");
  }

  private List<String> said(int atLeast) {
    reader.startAgain();
    var events = new ArrayList<JsonNode>();
    await().until(() -> {
      events.addAll(reader.reads());
      return events.size() >= atLeast;
    });
    return events.stream().map(FeedReader::said).toList();
  }

  private JsonNode health() {
    return at(last()).operates("GET", "/healthcheck").json().path("bounces");
  }

  private long counted(String outcome) {
    return at(last()).operates("GET", "/metrics").json().path("meters").path("nl.sluis.bounces." + outcome).path("count").asLong();
  }

  private static String words(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.http().body();
  }

  private Answer bounces(String mail) {
    return bounces(KEY, "/tasks/bounce", mail, "message/rfc822");
  }

  private Answer bounces(String key, String path, String mail, String type) {
    return Http.send("POST", url(path), mail, "Authorization", "Bearer " + key, "Content-Type", type);
  }

  private String url(String path) {
    return at(last()).settings.adminUrl() + path;
  }

  private Answer find(Invited invited) {
    return ask("GET", "/v1/invitations/" + invited.posted.id());
  }

  private Answer ask(String method, String path) {
    return Http.send(method, at(0).settings.publicUrl() + path, null, "Authorization", "Bearer " + clientKey);
  }

  private static List<String> contains(byte[] file, List<String> canaries) {
    var text = new String(file, ISO_8859_1);
    return canaries.stream().filter(text::contains).toList();
  }

  /** @param to with the tag, as the relay heard it */
  private record Invited(Posted posted, String organizer, String uid, String tag, String to) {
    String report(String name) {
      return report(name, to);
    }

    String report(String name, String to) {
      return Reports.of(name, to, posted.email(), "https://sluis.example/i#" + "x".repeat(43));
    }
  }
}
