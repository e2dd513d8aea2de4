package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A running gateway with all that it talks to: relay, Twilio's API, folder. How it runs is the subclass's. */
public abstract class Gateway implements AutoCloseable {
  public final Mailbox mailbox;
  public final FakeTwilio twilio;
  public final Path folder;
  public final Settings settings;
  private final Gateway first;
  /** Those that somebody held, by invitation. */
  private final Map<String, String> links;
  private String clientKey;

  Gateway() {
    first = this;
    links = new ConcurrentHashMap<>();
    mailbox = new Mailbox();
    twilio = FakeTwilio.start();
    folder = Folders.make("sluis-test");
    settings = new Settings(folder, mailbox.port(), twilio.baseUrl());
  }

  /** A further gateway on the database and the keys folder of the first one, with ports of its own. */
  Gateway(Gateway first) {
    this.first = first;
    links = first.links;
    mailbox = first.mailbox;
    twilio = first.twilio;
    folder = first.folder;
    settings = first.settings.beside();
  }

  /** Starts, or starts again on the same folder. */
  public abstract void start();

  /** Stops as an operator stops it. */
  public abstract void stop();

  // The scheduler

  public String clientKey() {
    if (first != this) {
      return first.clientKey();
    }
    if (clientKey == null) {
      clientKey = createClient("scheduler");
    }
    return clientKey;
  }

  public Answer post(JsonNode request) {
    return post(request.toString());
  }

  public Answer post(String body) {
    return Http.send("POST", settings.publicUrl() + "/v1/invitations", body, "Authorization", "Bearer " + clientKey());
  }

  public Answer ask(String method, String path) {
    return Http.send(method, settings.publicUrl() + path, null, "Authorization", "Bearer " + clientKey());
  }

  public Answer find(String id) {
    return ask("GET", "/v1/invitations/" + id);
  }

  /** Posts an interview for one invitee, with an address and a number that no other test has. */
  public Posted postsInterview() {
    return postsInterviewTo(Numbers.next());
  }

  public Posted postsInterviewTo(String phone) {
    var email = "invitee" + phone.substring(3) + "." + System.nanoTime() + "@example.net";
    var request = Meetings.request();
    request.withArray("invitees").removeAll().addObject()
        .put("name", "Invitee One").put("email", email).put("phone", phone).put("locale", "nl");
    var answer = post(request);
    if (answer.status() != 201) {
      throw new AssertionError("not posted: " + answer);
    }
    return new Posted(answer.json().path("invitations").path(0).path("id").asText(), email, phone, request.path("meeting").toString());
  }

  /** The one who holds the link of this invitation, once its mail has come. */
  public LinkHolder holderOf(Posted posted) {
    return new LinkHolder(settings.publicUrl(), links.computeIfAbsent(posted.id, id -> mailbox.takeLink(posted.email)));
  }

  /** Asks for a code as the invitee does, and reads it on the phone. */
  public String codeFor(LinkHolder holder, Posted posted) {
    var answer = holder.asksForCode(posted.digits());
    if (answer.status() != 202) {
      throw new AssertionError("no code: " + answer);
    }
    return twilio.lastCodeTo(posted.phone);
  }

  // The operator

  public Answer operates(String method, String path) {
    return Http.send(method, settings.adminUrl() + path, null, "Authorization", "Bearer " + Settings.OPERATOR_KEY);
  }

  /** @param form as {@code to=a%40example.org} */
  public Answer operatesWith(String form, String path) {
    return Http.send("POST", settings.adminUrl() + path, form, "Authorization", "Bearer " + Settings.OPERATOR_KEY, "Content-Type",
        "application/x-www-form-urlencoded");
  }

  public String createClient(String name) {
    return createClient(name, "");
  }

  /** @param more parameters, as {@code &scopes=post} */
  public String createClient(String name, String more) {
    var answer = operates("POST", "/tasks/create-client?name=" + name + more);
    return answer.http().body().lines().filter(line -> line.startsWith("client-key: ")).findFirst()
        .orElseThrow(() -> new AssertionError("no client key: " + answer)).substring("client-key: ".length());
  }

  /** Every file of database and keys, as a thief finds them. */
  public List<Path> files(String... folders) {
    var found = new ArrayList<Path>();
    for (var name : folders) {
      try (var walk = Files.walk(folder.resolve(name))) {
        walk.filter(Files::isRegularFile).forEach(found::add);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return found;
  }

  @Override
  public void close() {
    stop();
    if (first == this) {
      mailbox.close();
      twilio.close();
    }
  }

  /** @param meeting as posted, JSON */
  public record Posted(String id, String email, String phone, String meeting) {
    public String digits() {
      return phone.substring(phone.length() - 4);
    }
  }
}
