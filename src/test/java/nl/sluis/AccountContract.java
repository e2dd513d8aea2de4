package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.StandInAccount;
import nl.sluis.standin.StandInWebhooks;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Settings;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An administrator of the account at Zoom loosens a setting, and operators, clients and posts notice it: at the next look, and by a webhook. */
abstract class AccountContract extends GatewaysContract {
  private final VideoService video = new VideoService();
  private String clientKey;
  private FeedReader reader;

  /** What somebody may loosen, and what the gateway says of it. */
  enum Loosened {
    LOCAL_RECORDING("no-recording", "local_recording", account -> account.set("recording.local_recording", true)),
    CLOUD_RECORDING("no-recording", "cloud_recording", account -> account.set("recording.cloud_recording", true)),
    LOCAL_RECORDING_UNLOCKED("no-recording", "local_recording", account -> account.lock("recording.local_recording", false)),
    CLOUD_RECORDING_UNLOCKED("no-recording", "cloud_recording", account -> account.lock("recording.cloud_recording", false)),
    SHARED_SCREENS("screen-share-host-only", "who_can_share_screen", account -> account.set("in_meeting.who_can_share_screen", "all")),
    ANOTHER_REGION("regions", "data_center_regions", account -> account.set("in_meeting.data_center_regions", List.of("NL", "DE", "US"))),
    ALL_REGIONS("regions", "custom_data_center_regions", account -> account.set("in_meeting.custom_data_center_regions", false)),
    NO_BROWSER("browser-join", "show_a_join_from_your_browser_link",
        account -> account.set("in_meeting.show_a_join_from_your_browser_link", false)),
    NO_WAITING_ROOM("waiting-room", "waiting_room", account -> account.set("meeting_security.waiting_room", false));

    final String rule;
    final String setting;
    final Consumer<StandInAccount> change;

    Loosened(String rule, String setting, Consumer<StandInAccount> change) {
      this.rule = rule;
      this.setting = setting;
      this.change = change;
    }
  }

  @Override
  void adjust(Settings settings) {
    video.set(settings).set("limits.conferencesPerDay", "500");
  }

  @AfterAll
  void hangUp() {
    video.close();
  }

  @BeforeEach
  void follow() {
    clientKey = at(0).createClient("account-" + Numbers.next().substring(1));
    reader = new FeedReader(() -> at(last()).settings.publicUrl(), clientKey);
    await().until(() -> health(0).path("healthy").asBoolean());
  }

  @AfterEach
  void tighten() {
    video.zoom.heal();
    tighten(video.zoom.account());
    lookByWebhook(0);
    await().until(() -> health(last()).path("healthy").asBoolean());
  }

  private static void tighten(StandInAccount account) {
    account.set("recording.local_recording", false);
    account.set("recording.cloud_recording", false);
    account.lock("recording.local_recording", true);
    account.lock("recording.cloud_recording", true);
    account.set("in_meeting.who_can_share_screen", "host");
    account.set("in_meeting.data_center_regions", List.of("NL", "DE"));
    account.set("in_meeting.custom_data_center_regions", true);
    account.set("in_meeting.show_a_join_from_your_browser_link", true);
    account.set("meeting_security.waiting_room", true);
  }

  /** A webhook says that something changed; what changed Zoom itself is asked. */
  @ParameterizedTest
  @EnumSource
  void aLoosenedSettingIsSeenByWebhookAndToldOnce(Loosened loosened) {
    meets();
    try (var audit = new CapturedAudit()) {
      loosened.change.accept(video.zoom.account());
      assertThat(health(0).path("healthy").asBoolean()).as("nobody told it yet").isTrue();
      lookByWebhook(last());
      for (var gateway = 0; gateway < gateways(); gateway++) {
        var which = gateway;
        await().until(() -> !health(which).path("healthy").asBoolean());
        assertThat(health(which).path("message").asText()).contains(loosened.rule, loosened.setting);
      }
      var rule = rule(loosened.rule);
      assertThat(rule.path("detail").asText()).contains(loosened.setting);
      assertThat(rule.has("loosenedAt")).isTrue();
      assertThat(said()).containsExactly("conference.rule-loosened rule=" + loosened.rule);
      lookByWebhook(0);
      lookByWebhook(last());
      assertThat(said()).as("told once").hasSize(1);
      tighten(video.zoom.account());
      lookByWebhook(0);
      await().until(() -> health(0).path("healthy").asBoolean());
      assertThat(rule(loosened.rule).has("loosenedAt")).isFalse();
      await().untilAsserted(() -> assertThat(audit.lines().stream().filter(line -> line.startsWith("conference-rule-"))).containsExactly(
          "conference-rule-loosened " + loosened.rule, "conference-rule-kept-again " + loosened.rule));
    }
    assertThat(said()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOUD_RECORDING", "SHARED_SCREENS"})
  void aLoosenedSettingIsSeenAtTheNextLookOfTheDay(Loosened loosened) {
    meets();
    lookByWebhook(0);
    loosened.change.accept(video.zoom.account());
    advance(Duration.ofHours(23));
    assertThat(health(0).path("healthy").asBoolean()).isTrue();
    advance(Duration.ofHours(2));
    await().until(() -> !health(last()).path("healthy").asBoolean());
    assertThat(said()).containsExactly("conference.rule-loosened rule=" + loosened.rule);
    tighten(video.zoom.account());
    // While something is loosened the gateway looks more often.
    advance(Duration.ofMinutes(11));
    await().until(() -> health(last()).path("healthy").asBoolean());
  }

  @Test
  void aClientWithoutAMeetingToComeIsNotTold() {
    Loosened.CLOUD_RECORDING.change.accept(video.zoom.account());
    lookByWebhook(0);
    await().until(() -> !health(0).path("healthy").asBoolean());
    assertThat(said()).isEmpty();
  }

  @Test
  void aLookThatFailsIsNoProofAndIsTriedAgainSooner() {
    for (var fault : List.of(Operation.ACCOUNT_SETTINGS, Operation.TOKEN)) {
      video.zoom.tokens().endAll();
      video.zoom.fails(fault, 50, Fault.page(502));
      lookByWebhook(0);
      await().until(() -> !health(last()).path("healthy").asBoolean());
      assertThat(health(0).path("message").asText()).contains("could not be looked at", "nobody knows", "tried again at");
      assertThat(account().path("failure").asText()).isNotBlank();
      assertThat(account().has("lookedAt")).isTrue();
      video.zoom.heal();
      advance(Duration.ofMinutes(70));
      await().until(() -> health(0).path("healthy").asBoolean());
      assertThat(account().has("failure")).isFalse();
    }
  }

  @Test
  void theOperatorSeesTheProofTheHostsAndTheMeetingsToComeAndNoName() {
    var number = meets();
    var seen = at(last()).operates("GET", "/conference");
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.text("provider")).isEqualTo("zoom");
    assertThat(seen.json().at("/hosts/0/host").asText()).isEqualTo(ZoomStandIn.HOST);
    assertThat(seen.json().at("/hosts/0/leftToday").asInt()).isBetween(1, 99);
    assertThat(seen.json().path("heldToCome").asInt()).isPositive();
    assertThat(seen.json().path("held").get(0).path("id").asText()).hasSize(22);
    assertThat(seen.json().path("owed").isArray()).isTrue();
    assertThat(rule("no-recording").path("proof").asText()).isEqualTo("locked-by-account");
    assertThat(rule("no-recording").has("at")).isTrue();
    assertThat(seen.http().body()).doesNotContain(number, "Zuiderzee", "zoom.us", "Invitee", ZoomStandIn.CLIENT_SECRET,
        ZoomStandIn.WEBHOOK_SECRET);
    assertThat(Http.send("GET", at(0).settings.adminUrl() + "/conference", null).status()).isEqualTo(401);
    assertThat(Http.send("GET", at(0).settings.adminUrl() + "/conference", null, "Authorization", "Bearer " + clientKey).status())
        .isEqualTo(401);
  }

  @Test
  void theMeetingsOfAPostAreProvedByWhatTheAccountLocks() {
    var answer = postAs(clientKey, 0, VideoService.request(1).toString(), Numbers.next());
    assertThat(proof(answer.json(), "no-recording")).isEqualTo("locked-by-account");
    assertThat(proof(answer.json(), "waiting-room")).isEqualTo("set-and-read-back");
    assertThat(proof(answer.json(), "locked-when-all-in")).isEqualTo("not-provable");
    Loosened.CLOUD_RECORDING.change.accept(video.zoom.account());
    lookByWebhook(0);
    answer = postAs(clientKey, 0, VideoService.request(1).toString(), Numbers.next());
    assertThat(answer.status()).as("only strict rules refuse").isEqualTo(201);
    assertThat(proof(answer.json(), "no-recording")).isEqualTo("not-provable");
  }

  private static String proof(JsonNode answer, String rule) {
    for (var one : answer.at("/conference/rules")) {
      if (one.path("rule").asText().equals(rule)) {
        return one.path("proof").asText();
      }
    }
    throw new AssertionError("no rule " + rule + " in " + answer);
  }

  @Test
  void withStrictRulesNoMeetingIsMadeWhileTheAccountDoesNotKeepThem() {
    try (var strict = LocalSluis.started(settings -> video.set(settings).set("rules.strict", "true"))) {
      await().until(() -> strict.operates("GET", "/healthcheck").json().at("/conference/healthy").asBoolean());
      assertThat(strict.post(VideoService.request(1)).status()).isEqualTo(201);
      Loosened.CLOUD_RECORDING.change.accept(video.zoom.account());
      isTold(strict, "group.lock_settings_updated");
      await().until(() -> !strict.operates("GET", "/healthcheck").json().at("/conference/healthy").asBoolean());
      var before = video.zoom.meetings().ids().size();
      var refused = strict.post(VideoService.request(1));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.problem()).isEqualTo("conference-refused");
      assertThat(refused.text("rule")).isEqualTo("no-recording");
      assertThat(video.zoom.meetings().ids()).hasSize(before);
    }
  }

  @Test
  void whatIsNotConfiguredIsNotThere() {
    try (var other = LocalSluis.started()) {
      assertThat(other.operates("GET", "/conference").status()).isEqualTo(404);
      assertThat(other.operates("GET", "/healthcheck").json().has("conference")).isFalse();
      assertThat(video.tells(other).challenge("x").status()).isEqualTo(404);
    }
    try (var deaf = LocalSluis.started(settings -> video.set(settings).unset("conference.zoom.webhookSecret"))) {
      assertThat(video.tells(deaf).challenge("x").status()).isEqualTo(404);
      assertThat(deaf.operates("GET", "/conference").status()).isEqualTo(200);
    }
  }

  private void lookByWebhook(int gateway) {
    var looked = account().path("lookedAt").asText() + account().path("failedAt").asText();
    isTold(at(gateway), "account.settings_updated");
    await().until(() -> account().path("lookedAt").asText() + account().path("failedAt").asText(), now -> !now.equals(looked));
  }

  private void isTold(LocalSluis gateway, String event) {
    var body = StandInWebhooks.body(event, Instant.now(), Meetings.JSON.createObjectNode().put("id", "eUblMKLnTMKX0pVvNAlA0Q"));
    assertThat(VideoService.repeats(() -> video.tells(gateway).send(body)).status()).isEqualTo(204);
  }

  private JsonNode account() {
    return at(last()).operates("GET", "/conference").json().path("account");
  }

  private JsonNode rule(String word) {
    for (var rule : account().path("rules")) {
      if (rule.path("rule").asText().equals(word)) {
        return rule;
      }
    }
    throw new AssertionError("no rule " + word + " in " + account());
  }

  private JsonNode health(int gateway) {
    return at(gateway).operates("GET", "/healthcheck").json().path("conference");
  }

  private List<String> said() {
    await().until(() -> rows("unplaced_event") == 0);
    reader.startAgain();
    return reader.reads().stream().map(FeedReader::said).filter(said -> !said.startsWith("invitation.")).toList();
  }

  /** @return the meeting's number at Zoom */
  private String meets() {
    Answer answer = postAs(clientKey, 0, VideoService.request(1).toString(), Numbers.next());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json().at("/conference/meetingId").asText();
  }
}
