package nl.sluis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.awaitility.Awaitility;

/** What the README tells, and what an operator does at night: a post, its opening, a rotation and a backup, with words beyond ASCII. */
public final class Story {
  private static final String NAME = "Ilıca İnci Éva 李";
  private final Gateway gateway;

  private Story(Gateway gateway) {
    this.gateway = gateway;
  }

  public static void toldBy(Gateway gateway) {
    var story = new Story(gateway);
    var opened = story.posted();
    var waiting = story.posted();
    story.opens(opened);
    story.rotates();
    story.opens(waiting);
    story.backsUp();
    story.answersBareErrorsInJson();
  }

  private Gateway.Posted posted() {
    var phone = Numbers.next();
    var email = "invitee" + phone.substring(3) + "." + System.nanoTime() + "@example.net";
    var request = Meetings.request();
    ((ObjectNode) request.path("meeting").path("organizer")).put("name", NAME);
    Meetings.invitee(request, 0).put("name", NAME).put("email", email).put("phone", phone);
    var answer = gateway.post(request);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return new Gateway.Posted(answer.json().path("invitations").path(0).path("id").asText(), email, phone,
        request.path("meeting").toString());
  }

  private void opens(Gateway.Posted posted) {
    var holder = gateway.holderOf(posted);
    assertThat(Mailbox.text(gateway.mailbox.mailsTo(posted.email()).get(0))).contains(NAME);
    assertThat(holder.status().text("organizer")).isEqualTo(NAME);
    var code = gateway.codeFor(holder, posted);
    assertThat(code).matches("[0-9]{6}");
    var released = holder.releases(code);
    assertThat(released.status()).as("%s", released).isEqualTo(200);
    assertThat(holder.opens(released)).isEqualTo(posted.meeting());
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(gateway.find(posted.id()).text("state")).isEqualTo("opened");
    assertThat(gateway.ask("GET", "/v1/invitations/" + posted.id() + "/trust").status()).isEqualTo(200);
  }

  private void rotates() {
    // A mail that waits keeps its key until it left, and a rotation may come in between.
    Awaitility.await().until(() -> gateway.operates("GET", "/outbox").json().path("oldest").isEmpty());
    var rotated = gateway.operates("POST", "/tasks/rotate-keys");
    assertThat(rotated.status()).as("%s", rotated).isEqualTo(200);
    assertThat(rotated.http().body()).matches("(?s)\\p{ASCII}*store: key \\S+ is destroyed\\p{ASCII}*");
  }

  private void backsUp() {
    var to = gateway.folder.resolve("backup");
    try {
      Files.createDirectories(to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var backedUp = gateway.operates("POST", "/tasks/backup?to=" + to);
    assertThat(backedUp.status()).as("%s", backedUp).isEqualTo(200);
    assertThat(to.resolve("keys/keyring.bcfks")).isNotEmptyFile();
  }

  /** Jetty refuses such a head by itself, before anything of ours is asked. */
  private void answersBareErrorsInJson() {
    try (var socket = new Socket("127.0.0.1", gateway.settings.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).startsWith("HTTP/1.1 400 ");
      assertThat(Meetings.JSON.readTree(said.substring(said.indexOf("\r\n\r\n"))).path("status").intValue()).isEqualTo(400);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
