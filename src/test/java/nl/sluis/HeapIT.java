package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import nl.sluis.openapi.Contract;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.HeapDump;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.RawHttp;
import nl.sluis.testing.RelayLetters;
import nl.sluis.testing.Spellings;
import nl.sluis.testing.TestCertificate;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What lives in the gateway's memory of meetings sealed at intake, once their mails have left and they were opened, and of posts, mails,
 * text messages and visits that came to nothing. Every byte of the heap is looked at. TLS to the relay and to Twilio, as in earnest. Visitors
 * ask as browsers do, and take compressed answers; some schedulers compress what they post.
 */
@Execution(ExecutionMode.CONCURRENT)
class HeapIT {
  /** Connections of the tests' own visitors live for ten seconds. {@code -Dsluis.heap.wait=60} waits as long as the promise allows. */
  private static final int WAIT = Integer.getInteger("sluis.heap.wait", 12);
  /** Begins every word of every meeting, all names and all addresses. */
  private static final String CANARY = "kanarievogel";
  private static final String WRONG_CODE = "73915482";

  @AutoClose private final JarSluis sluis = new JarSluis();
  @AutoClose private FakeRelay relay;
  @AutoClose private FakeTwilio twilio;
  @SuppressWarnings("ArrayAsKeyOfSetOrMap") // each is looked for, none is looked up
  private final Map<byte[], String> needles = new LinkedHashMap<>();

  private TestCertificate certificate;

  @BeforeEach
  void prepares() throws Exception {
    certificate = TestCertificate.of("localhost");
    relay = FakeRelay.startWithStartTls(certificate.server());
    twilio = FakeTwilio.start(certificate.server());
    sluis.options(certificate.trusting(sluis.folder));
    sluis.settings.set("mail.host", "localhost").set("mail.port", String.valueOf(relay.port())).set("mail.tls", "required")
        .set("sms.twilio.baseUrl", twilio.baseUrl())
        // Six digits are in every heap by chance.
        .set("codes.length", "8");
    Spellings.ofWord(CANARY).forEach(bytes -> needles.put(bytes, "word"));
  }

  @Test
  void ofWhatWasMailedAndOpenedOrRefusedNothingIsKept() throws Exception {
    sluis.start();
    Spellings.ofText(sluis.clientKey()).forEach(bytes -> needles.put(bytes, "client key"));

    var during = whileAllIsUnderWay();
    for (var canary : List.of(posts("plain", 2, ""), postsTwice("keyed"), posts("large", 20, CANARY.repeat(4_000)))) {
      opens(canary, 0);
      opens(canary, canary.phones.size() - 1);
    }
    revokes();
    refusesPosts();
    refusesVisitors();
    meetsTroubleWithTheRelay();
    meetsTroubleWithTwilio();
    waits();
    var after = sluis.dumpsHeap("after");

    lookFor("phone", twilio.messages().stream().map(message -> message.to().substring(1)));
    lookFor("code", Stream.concat(twilio.messages().stream().map(FakeTwilio.Message::code), Stream.of(WRONG_CODE)));
    var first = twilio.messages().get(0);
    assertThat(found(during)).as("the search finds what is there")
        .contains("word", "link secret of waiting", "phone " + first.to().substring(1), "code " + first.code());
    hasNothing(after);
  }

  @Test
  void neitherIsWhatCameByAConnectorWithTlsOfItsOwn() throws Exception {
    certificate.connector(sluis.folder).forEach((name, value) -> sluis.settings.set("server.applicationConnectors[0]." + name, value));
    sluis.options(List.of("-XX:+HeapDumpOnOutOfMemoryError"));
    sluis.start();
    assertThat(sluis.readLog()).as("a start says what would write the memory to disk").contains("-XX:-HeapDumpOnOutOfMemoryError");
    try (var socket = certificate.client().createSocket("localhost", sluis.settings.port())) {
      socket.setSoTimeout(60_000);
      send(socket, new Canary("tls").request(1, CANARY.repeat(1_000)).toString().replace("T", " "), 0);
      // It stays open: what the next visitor finds is what counts.
      assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine()).contains(" 422 ");
      hasNothing(sluis.dumpsHeap("tls"));
    }
  }

  @Test
  void neitherIsOfAMeetingThatTheGatewayMade() throws Exception {
    try (var zoom = ZoomStandIn.start()) {
      VideoService.at(zoom, sluis.settings);
      sluis.start();
      var canary = new Canary("made");
      var request = canary.request(2, "");
      request.withObject("/meeting").remove(List.of("joinUrl", "webClientUrl", "meetingId", "passcode"));
      request.withObject("/meeting").putObject("conference").put("provider", "zoom");
      canary.isTaken(sluis.post(request));
      opens(canary, 0);
      opens(canary, 1);
      needles.putAll(VideoService.secretsAt(zoom));
      waits();
      hasNothing(sluis.dumpsHeap("made"));
    }
  }

  /** Connections to the relay live for ten seconds too, and on a busy machine they end later. */
  private void waits() throws InterruptedException {
    await().until(() -> relay.open() == 0);
    TimeUnit.SECONDS.sleep(WAIT);
  }

  private void hasNothing(HeapDump dump) {
    assertThat(dump.find(needles).stream().filter(found -> !found.what().startsWith("code ") || !dump.isWithinANumber(found))
        .map(found -> found.what() + ": " + dump.path(found.at())).distinct()).isEmpty();
  }

  // ---- what happens

  /** One mail and one text message on their way, and half a post: the memory has all of it. */
  private HeapDump whileAllIsUnderWay() throws Exception {
    relay.answers(".", FakeRelay.SILENCE);
    var waiting = posts("waiting", 1, "");
    var holder = holder(waiting, 0);
    var mayGoOn = new CompletableFuture<Void>();
    twilio.answers((exchange, fake) -> mayGoOn.join());
    var asked = CompletableFuture.supplyAsync(() -> holder.asksForCode(waiting.digits(0)));
    await().until(() -> twilio.messages().size() == 1);
    HeapDump dump;
    try (var half = new Socket("127.0.0.1", sluis.settings.port())) {
      var body = new Canary("half").request(1, "").toString();
      send(half, body, body.length());
      dump = sluis.dumpsHeap("during");
    }
    mayGoOn.complete(null);
    assertThat(asked.get(60, TimeUnit.SECONDS).text("delivery")).isEqualTo("unknown");
    relay.answers(".", null);
    relay.breakOff();
    isMailedAtLast(waiting);
    opens(waiting, 0, holder);
    return dump;
  }

  /** @param missing how many bytes of the body are announced and do not come */
  private void send(Socket socket, String body, int missing) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(("POST /v1/invitations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + sluis.clientKey()
        + "\r\nContent-Type: application/json\r\nContent-Length: " + (bytes.length + missing) + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private void opens(Canary canary, int invitee) {
    var holder = holder(canary, invitee);
    var secret = IndependentOpener.encode(holder.linkSecret());
    for (var rewritten : List.of("/i%23", "/i%2523", "/i/%23")) {
      assertThat(Http.send("GET", sluis.settings.publicUrl() + rewritten + secret, null).status()).isEqualTo(200);
    }
    assertThat(holder.status().status()).isEqualTo(200);
    assertThat(holder.asksForCode(canary.digits(invitee)).status()).isEqualTo(202);
    opens(canary, invitee, holder);
  }

  private void opens(Canary canary, int invitee, LinkHolder holder) {
    assertThat(holder.asksForCode("0000").status()).isEqualTo(403);
    assertThat(holder.releases(WRONG_CODE).status()).isEqualTo(403);
    var released = holder.releases(twilio.lastCodeTo(canary.phones.get(invitee)));
    assertThat(released.http().headers().firstValue("Content-Encoding")).as("for one who takes all of them").isEmpty();
    assertThat(holder.opens(released)).contains(canary.word("title"));
    assertThat(holder.fetches().status()).isEqualTo(200);
    assertThat(holder.acknowledgesWrongly().status()).isEqualTo(403);
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    var share = IndependentOpener.decode(released.text("share"));
    var id = IndependentOpener.decode(released.text("id"));
    lookFor("share of " + canary.name, share);
    lookFor("content key of " + canary.name, IndependentOpener.contentKey(holder.linkSecret(), share, id));
    lookFor("ack of " + canary.name, IndependentOpener.ack(holder.linkSecret(), share, id));
    lookFor("ticket of " + canary.name, IndependentOpener.decode(holder.ticket()));
  }

  private void revokes() {
    var canary = posts("revoked", 1, "");
    holder(canary, 0);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + canary.ids.get(0)).status()).isEqualTo(204);
  }

  private void refusesPosts() {
    var broken = new Canary("broken").request(1, "").toString();
    assertThat(sluis.post(broken.substring(1)).status()).isEqualTo(400);
    assertThat(sluis.post(broken + broken).status()).isEqualTo(400);
    var wrong = new Canary("wrong");
    var request = wrong.request(2, "");
    request.withObject("/meeting").put("joinUrl", wrong.word("no URL")).put("timeZone", wrong.word("zone")).put(wrong.word("name"), "");
    Meetings.invitee(request, 0).put("email", wrong.word("no address")).put("phone", wrong.word("no phone"));
    assertThat(sluis.post(request).status()).isEqualTo(422);
    assertThat(sluis.post(new Canary("large meeting").request(1, CANARY.repeat(6_000))).status()).isEqualTo(413);
    assertThat(sluis.post(new Canary("large body").request(1, CANARY.repeat(100_000))).status()).isEqualTo(413);
    postsCompressed();
    var stranger = new Canary("stranger").request(1, "").toString();
    assertThat(Http.send("POST", invitations(), stranger, "Authorization", "Bearer " + CANARY).status()).isEqualTo(401);
  }

  private void postsCompressed() {
    try (var socket = new Socket("127.0.0.1", sluis.settings.port())) {
      socket.setSoTimeout(60_000);
      var packed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(packed)) {
        gzip.write(new Canary("packed").request(1, CANARY.repeat(100)).toString().getBytes(StandardCharsets.UTF_8));
      }
      socket.getOutputStream().write(("POST /v1/invitations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + sluis.clientKey()
          + "\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(packed.toByteArray());
      assertThat(new String(RawHttp.rest(socket), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 415 ");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void refusesVisitors() {
    var canary = new Canary("visitor");
    for (var body : List.of("{\"access\":\"" + canary.word("access") + "\"}", "{\"" + canary.word("name") + "\":1}",
        canary.word("no JSON"))) {
      var url = sluis.settings.publicUrl() + "/link/status";
      assertThat(Contract.rubbish(() -> Http.send("POST", url, body, "Sec-Fetch-Site", "same-origin")).status()).isBetween(400, 422);
    }
    assertThat(Http.send("POST", sluis.settings.publicUrl() + "/link/nowhere", canary.word("body")).status()).isEqualTo(404);
  }

  private void meetsTroubleWithTheRelay() {
    relay.answers("RCPT", "550 5.1.1 Nobody of that name");
    var refused = posts("refused", 1, "");
    await().until(() -> "undeliverable".equals(sluis.find(refused.ids.get(0)).text("state")));
    relay.answers("RCPT", null);
    relay.answers(".", "451 4.3.0 Come again");
    var delayed = posts("delayed", 1, "");
    holder(delayed, 0);
    relay.answers(".", null);
    isMailedAtLast(delayed);
  }

  private void isMailedAtLast(Canary canary) {
    await().until(() -> {
      sluis.operates("POST", "/tasks/flush-outbox");
      return "mailed".equals(sluis.find(canary.ids.get(0)).text("state"));
    });
  }

  private void meetsTroubleWithTwilio() {
    var answers = List.of(FakeTwilio.error(400, 21614), FakeTwilio.status(500), FakeTwilio.cut(), FakeTwilio.error(401, 20003));
    var statuses = List.of(422, 202, 202, 503);
    var canary = posts("sms", answers.size(), "");
    for (var i = 0; i < answers.size(); i++) {
      twilio.answers(answers.get(i));
      assertThat(holder(canary, i).asksForCode(canary.digits(i)).status()).isEqualTo(statuses.get(i));
    }
  }

  private Canary posts(String name, int invitees, String more) {
    var canary = new Canary(name);
    canary.isTaken(sluis.post(canary.request(invitees, more)));
    return canary;
  }

  private Canary postsTwice(String name) {
    var canary = new Canary(name);
    var body = canary.request(2, "").toString();
    for (var i = 0; i < 2; i++) {
      canary.isTaken(Http.send("POST", invitations(), body, "Authorization", "Bearer " + sluis.clientKey(),
          "Idempotency-Key", "1f0c9c1e-8f8e-4d5f-9f5a-5b8f3f1b2c3d"));
    }
    return canary;
  }

  private String invitations() {
    return sluis.settings.publicUrl() + "/v1/invitations";
  }

  private LinkHolder holder(Canary canary, int invitee) {
    var mail = await().until(() -> mailsTo(canary.email(invitee)), mails -> !mails.isEmpty()).get(0);
    var holder = new LinkHolder(sluis.settings.publicUrl(), link(mail));
    lookFor("link secret of " + canary.name, holder.linkSecret());
    lookFor("access of " + canary.name, IndependentOpener.access(holder.linkSecret()));
    return holder;
  }

  /** Those with a link. */
  private List<String> mailsTo(String address) {
    return relay.mails().stream().filter(mail -> RelayLetters.isTo(mail, address) && link(mail) != null).toList();
  }

  private static String link(String mail) {
    try {
      var message = new MimeMessage(Session.getInstance(new Properties()),
          new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
      return Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}").matcher(Mailbox.text(message)).results().map(link -> link.group())
          .findFirst().orElse(null);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  // ---- the search

  private void lookFor(String what, byte[] secret) {
    Spellings.ofSecret(secret).forEach(bytes -> needles.put(bytes, what));
  }

  private void lookFor(String what, Stream<String> digits) {
    digits.distinct().forEach(each -> Spellings.ofText(each).forEach(bytes -> needles.put(bytes, what + " " + each)));
  }

  private Set<String> found(HeapDump dump) {
    return dump.find(needles).stream().map(HeapDump.Found::what).collect(Collectors.toSet());
  }

  /** One meeting of which every word can be looked for. */
  private static final class Canary {
    private final String name;
    private final List<String> phones = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    Canary(String name) {
      this.name = name;
    }

    String word(String field) {
      return CANARY + " " + name + " " + field;
    }

    String email(int invitee) {
      return CANARY + "-" + name + "-" + invitee + "@example.net";
    }

    String digits(int invitee) {
      return phones.get(invitee).substring(phones.get(invitee).length() - 4);
    }

    ObjectNode request(int invitees, String more) {
      var meeting = Meetings.interview();
      meeting.put("uid", word("uid")).put("title", word("title")).put("joinUrl", "https://zoom.us/j/1?pwd=" + CANARY + name.length())
          .put("webClientUrl", "https://zoom.us/wc/" + CANARY).put("meetingId", word("id")).put("passcode", word("passcode"))
          .put("location", word("place")).put("description", word("description: één uur, 25 €") + more);
      meeting.withObject("/organizer").put("name", word("organizer")).put("email", CANARY + "@example.org");
      var request = Meetings.request(meeting, invitees);
      for (var i = 0; i < invitees; i++) {
        phones.add(Numbers.next());
        Meetings.invitee(request, i).put("name", word("invitee")).put("email", email(i)).put("phone", phones.get(i));
      }
      return request;
    }

    void isTaken(Answer answer) {
      assertThat(answer.status()).isEqualTo(201);
      ids.clear();
      answer.json().path("invitations").forEach(each -> ids.add(each.path("id").asText()));
    }
  }
}
