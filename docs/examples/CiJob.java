import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.envelope.Opener;

/**
 * What a job of your CI does with a test gateway: starts one, posts, reads link and code, opens, and looks at state and events. Needs a JDK 17.
 * The jar of the gateway is on the class path for its JSON library, and for what opens an envelope. The number is the first of two free ports:
 *
 * <pre>
 * java -cp target/sluis.jar docs/examples/CiJob.java target/sluis.jar test.yml 8080
 * </pre>
 */
class CiJob {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path folder = Files.createTempDirectory("sluis-ci");
  private final String url;
  private final String admin;
  private final Process gateway;
  private String clientKey;
  private String next = "";
  private String after = "";

  public static void main(String[] args) throws Exception {
    var job = new CiJob(args[0], args[1], Integer.parseInt(args[2]));
    try {
      job.run();
    } finally {
      job.gateway.destroy();
      job.gateway.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private CiJob(String jar, String configuration, int port) throws IOException {
    url = "http://127.0.0.1:" + port;
    admin = "http://127.0.0.1:" + (port + 1);
    var builder = new ProcessBuilder("java", "-Ddw.publicUrl=" + url, "-Ddw.server.applicationConnectors[0].port=" + port,
        "-Ddw.server.adminConnectors[0].port=" + (port + 1), "-jar", Path.of(jar).toAbsolutePath().toString(), "server",
        Path.of(configuration).toAbsolutePath().toString())
        .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("gateway.log").toFile());
    // The gateway refuses variables of this name that it does not know.
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUIS_"));
    gateway = builder.start();
  }

  private void run() throws Exception {
    // 1. The gateway is up, and a client key is made.
    awaitHealth();
    var operatorKey = Files.readString(folder.resolve("sluis-test/operator-key")).strip();
    clientKey = ask("POST", admin + "/tasks/create-client?name=ci", "", "Authorization", "Bearer " + operatorKey).body().lines()
        .filter(line -> line.startsWith("client-key: ")).findFirst().orElseThrow().substring("client-key: ".length());

    // 2. Your scheduler posts. Here you call your own program, with url and clientKey.
    var posted = asks("POST", "/v1/invitations", JSON.writeValueAsString(interview()));
    is("the gateway", posted.path("test").asBoolean(), true);
    var id = posted.at("/invitations/0/id").asText();

    // 3. The invitee gets the mail, and its link proves itself by what is derived from it.
    var link = message(id, "mail").path("link").asText();
    try (var secret = LinkSecret.of(decode(link.substring(link.indexOf('#') + 1)))) {
      var access = encode(secret.access());

      // 4. The invitee types the last four digits of the number, gets the code, and types that. The page opens what it gets.
      var sent = pageAsks("code", Map.of("access", access, "digits", "5678"));
      is("the delivery", sent.path("delivery").asText(), "sent");
      var ticket = new byte[32];
      new SecureRandom().nextBytes(ticket);
      var released = pageAsks("release",
          Map.of("access", access, "code", message(id, "sms").path("code").asText(), "ticket", encode(ticket)));
      var meeting = Opener.open(decode(released.path("envelope").asText()), secret.bytes(), decode(released.path("share").asText()),
          decode(released.path("id").asText()));
      is("the title", JSON.readTree(new String(meeting, StandardCharsets.UTF_8)).path("title").asText(), "Selectiegesprek");
    }

    // 5. Your scheduler sees that it was opened, in the feed and by its state.
    follow(id, "invitation.opened");
    is("the state", asks("GET", "/v1/invitations/" + id, null).path("state").asText(), "opened");
    System.out.println("opened " + id);
  }

  private static Map<String, Object> interview() {
    var start = LocalDate.now(ZoneOffset.UTC).plusDays(7).atTime(10, 0).toInstant(ZoneOffset.UTC);
    return Map.of(
        "meeting", Map.of("title", "Selectiegesprek", "start", start.toString(), "end", start.plusSeconds(3600).toString(), "timeZone",
            "Europe/Amsterdam", "organizer", Map.of("name", "Selection desk", "email", "selection@example.org"), "location",
            "Kamer 4"),
        "invitees", List.of(Map.of("name", "Invitee One", "email", "invitee@example.net", "phone", "+31612345678", "locale", "nl")));
  }

  /** Reads on until a message of this kind about the invitation has come. */
  private JsonNode message(String invitation, String kind) throws Exception {
    for (var until = Instant.now().plus(PATIENCE); Instant.now().isBefore(until); Thread.sleep(200)) {
      var page = asks("GET", "/v1/test/messages?limit=100" + next, null);
      next = "&after=" + page.path("next").asText();
      for (var message : page.path("messages")) {
        if (message.path("invitation").asText().equals(invitation) && message.path("kind").asText().equals(kind)) {
          return message;
        }
      }
    }
    throw new IllegalStateException("no " + kind + " came");
  }

  /** Reads the feed on until it has this event of the invitation, and prints what it has of it. */
  private void follow(String invitation, String type) throws Exception {
    for (var until = Instant.now().plus(PATIENCE); Instant.now().isBefore(until);) {
      var page = asks("GET", "/v1/events?limit=500&wait=20" + after, null);
      after = "&after=" + page.path("next").asText();
      var found = false;
      for (var event : page.path("events")) {
        if (event.path("invitation").asText().equals(invitation)) {
          System.out.println(event.path("type").asText());
          found |= event.path("type").asText().equals(type);
        }
      }
      if (found) {
        return;
      }
    }
    throw new IllegalStateException("the feed has no " + type);
  }

  private void awaitHealth() throws Exception {
    for (var until = Instant.now().plus(PATIENCE); Instant.now().isBefore(until) && gateway.isAlive(); Thread.sleep(500)) {
      try {
        ask("GET", admin + "/healthcheck", null);
        return;
      } catch (IOException notYet) {
        // It is still starting.
      }
    }
    throw new IllegalStateException("the gateway does not start: " + Files.readString(folder.resolve("gateway.log")));
  }

  private JsonNode asks(String method, String path, String body) throws Exception {
    return JSON.readTree(ask(method, url + path, body, "Authorization", "Bearer " + clientKey).body());
  }

  private JsonNode pageAsks(String what, Map<String, String> body) throws Exception {
    return JSON.readTree(ask("POST", url + "/link/" + what, JSON.writeValueAsString(body), "Sec-Fetch-Site", "same-origin").body());
  }

  private HttpResponse<String> ask(String method, String address, String body, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).header("Content-Type", "application/json")
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(address + " was answered " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private static void is(String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new IllegalStateException(what + " is " + found + ", not " + expected);
    }
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
