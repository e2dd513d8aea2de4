package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Python;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/clients.md as their readers run them: from a meeting to the opened invitation. */
@Tag("slow")
class ClientExamplesTest {
  private static final Pattern SAID = Pattern.compile("(\\S+) ([A-Za-z0-9_-]{22}) ([A-Z]{4}) (queued|mailed)");
  private static LocalSluis sluis;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void inJava() throws Exception {
    posts(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", "target/classes", "docs/examples/PostMeeting.java");
  }

  @Test
  void inJavaScript() throws Exception {
    posts(Node.path(), "docs/examples/post-meeting.mjs");
  }

  @Test
  void inPython() throws Exception {
    posts(Python.path(), "docs/examples/sluis_client.py");
  }

  /** The lines of the document, with what a reader has in the place of the example's. */
  @Test
  void withCurl() throws Exception {
    for (var tool : List.of("bash", "curl", "jq")) {
      Assumptions.assumeTrue(isThere(tool), "No " + tool + " on this machine: the lines with curl are not tested");
    }
    var document = Files.readString(Path.of("docs/clients.md"));
    var from = document.indexOf("```\n", document.indexOf("### With curl")) + 4;
    var lines = document.substring(from, document.indexOf("```", from));
    var header = Files.writeString(folder.resolve("client-header"), "Authorization: Bearer " + sluis.clientKey() + "\n");
    var script = Files.writeString(folder.resolve("post.sh"), "set -euo pipefail\ncd " + folder + "\n" + lines
        .replace("invitee@example.net", "$2").replace("+31612345678", "$3").replace("@client-header", "@" + header));
    posts("bash", script.toString());
  }

  @Test
  void theFeedInJava() throws Exception {
    follows(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", "target/classes", "docs/examples/FollowEvents.java");
  }

  @Test
  void theFeedInJavaScript() throws Exception {
    follows(Node.path(), "docs/examples/follow-events.mjs");
  }

  /** The second run says what the first one has not said. */
  private void follows(String... command) throws Exception {
    var whole = new ArrayList<>(List.of(command));
    whole.add(folder.resolve("cursor").toString());
    var first = awaitsSaid(whole, sluis.postsInterview().id());
    var second = awaitsSaid(whole, sluis.postsInterview().id());
    assertThat(second.lines().map(line -> line.substring(0, 22)))
        .doesNotContainAnyElementsOf(first.lines().map(line -> line.substring(0, 22)).toList());
    Files.writeString(folder.resolve("cursor"), "A".repeat(32));
    assertThat(run(1, whole)).contains("410 urn:sluis:problem:cursor-lost");
    assertThat(folder.resolve("cursor")).doesNotExist();
  }

  /** An event has its place soon after it happened. */
  private static String awaitsSaid(List<String> command, String invitation) throws Exception {
    var said = new StringBuilder();
    while (!said.toString().contains("invitation.queued " + invitation)) {
      said.append(run(0, command));
    }
    return said.toString();
  }

  @Test
  void eachSaysInOneLineWhatIsWrong() throws Exception {
    var commands = new ArrayList<List<String>>();
    commands.add(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", "target/classes",
        "docs/examples/PostMeeting.java"));
    commands.add(List.of(Node.path(), "docs/examples/post-meeting.mjs"));
    if (isThere("python3")) {
      commands.add(List.of(Python.path(), "docs/examples/sluis_client.py"));
    }
    for (var command : commands) {
      var said = run(1, command, "invitee@example.net", "+31201234567");
      assertThat(said.lines()).as(said).hasSize(1);
      assertThat(said).contains("422 urn:sluis:problem:invalid", "/invitees/0/phone", "landline");
    }
  }

  private static void posts(String... command) throws Exception {
    var phone = Numbers.next();
    var email = "example" + phone.substring(1) + "@example.net";
    var lines = run(0, List.of(command), email, phone).strip().lines().toList();
    // The sample's meeting ID is the same each time, and the example says so.
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.startsWith("warning meeting-id-new: Another meeting"));
    var said = SAID.matcher(lines.get(lines.size() - 1));
    assertThat(said.matches()).as(said.toString()).isTrue();
    var posted = new Posted(said.group(2), email, phone, "");
    var holder = sluis.holderOf(posted);
    var released = holder.releases(sluis.codeFor(holder, posted));
    var meeting = Meetings.JSON.readTree(holder.opens(released));
    assertThat(meeting.path("title").asText()).isEqualTo("Selectiegesprek");
    assertThat(meeting.path("start").asText()).contains("T10:15");
    assertThat(sluis.find(said.group(2)).text("state")).isEqualTo("opened");
    assertThat(sluis.find(said.group(2)).text("reference")).isEqualTo(said.group(3));
  }

  private static String run(int status, List<String> command, String email, String phone) throws Exception {
    var whole = new ArrayList<>(command);
    whole.addAll(List.of("Invitee One", email, phone));
    return run(status, whole);
  }

  private static String run(int status, List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(Map.of("SLUIS_URL", sluis.settings.publicUrl(), "SLUIS_CLIENT_KEY", sluis.clientKey()));
    var example = process.start();
    var said = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(example.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(example.exitValue()).as(said).isEqualTo(status);
    return said;
  }

  private static boolean isThere(String tool) {
    return List.of(System.getenv("PATH").split(":")).stream().anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
  }
}
