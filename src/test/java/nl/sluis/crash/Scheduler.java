package nl.sluis.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;

/** Posts, looks, revokes, changes and cancels, each at a gateway by chance. */
final class Scheduler {
  private final Fleet fleet;
  private final Ledger ledger;
  private final Asking asking;
  private final String clientKey;
  private final List<Invited> promised = new CopyOnWriteArrayList<>();
  /** The newest post of each meeting, to be changed or cancelled by whoever takes it. */
  private final Deque<Ledger.Post> current = new ConcurrentLinkedDeque<>();

  Scheduler(Fleet fleet, Ledger ledger) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.asking = new Asking(ledger);
    this.clientKey = fleet.first().clientKey();
  }

  /** One turn of the many that a scheduling system has in a day. */
  void turn(RandomGenerator random) {
    post(random);
    if (promised.isEmpty()) {
      return;
    }
    look(random, promised.get(random.nextInt(promised.size())));
    if (random.nextInt(4) == 0) {
      // Mostly a fresh one, so that it meets courier and visitors.
      revoke(random, promised.get(promised.size() - 1 - random.nextInt(Math.min(8, promised.size()))));
    }
    var post = random.nextInt(4) == 0 ? current.pollLast() : null;
    if (post != null && random.nextInt(3) > 0) {
      change(random, post);
    } else if (post != null) {
      cancel(random, post);
    }
  }

  private void post(RandomGenerator random) {
    var post = new Ledger.Post("crash-" + Long.toHexString(random.nextLong()) + "@scheduler.example", 0, new ArrayList<>());
    var request = request(random, post);
    ledger.add(post);
    var answer = asking.once(() -> ask(random, "POST", "/v1/invitations", request));
    if (answer == null) {
      // As far as anybody knows it may be there or not. Nobody hammers at a closed door.
      Asking.pause(500);
      return;
    }
    answered(post, answer);
  }

  /** The meeting moves: those of the former state are replaced by others. Sent until it is answered, and by their refs nobody comes twice. */
  private void change(RandomGenerator random, Ledger.Post former) {
    former.invited.forEach(one -> one.endings.add("replaced"));
    var post = new Ledger.Post(former.uid, former.sequence + 1, new ArrayList<>());
    var request = request(random, post);
    ledger.add(post);
    answered(post, asking.until(() -> ask(random, "POST", "/v1/invitations", request)));
    former.invited.forEach(one -> one.over = true);
    ledger.count("changed");
  }

  private void cancel(RandomGenerator random, Ledger.Post post) {
    post.invited.forEach(one -> one.endings.add("cancelled"));
    var body = Meetings.JSON.createObjectNode().put("uid", post.uid);
    var answer = asking.until(() -> ask(random, "POST", "/v1/meetings/cancel", body));
    if (answer.status() != 200) {
      ledger.broken("a cancellation was answered " + answer);
    }
    post.invited.forEach(one -> one.over = true);
    ledger.count("cancelled");
    if (random.nextBoolean()) {
      // It takes place after all.
      change(random, post);
    }
  }

  /** Invites up to four by addresses and numbers that nobody had before; one in three meetings may be opened three times. */
  private static JsonNode request(RandomGenerator random, Ledger.Post post) {
    var meeting = Meetings.interview();
    meeting.put("uid", post.uid).put("sequence", post.sequence).put("title", "Gesprek " + Long.toHexString(random.nextLong()));
    var openings = random.nextInt(3) == 0 ? 3 : 1;
    var request = Meetings.request(meeting, 1 + random.nextInt(4)).put("openings", openings);
    for (var i = 0; i < request.path("invitees").size(); i++) {
      var phone = Numbers.next();
      var one = new Invited("invitee" + phone.substring(1) + "@example.net", phone, meeting.toString(), openings);
      Meetings.invitee(request, i).put("email", one.email).put("phone", phone).put("ref", phone.substring(1));
      post.invited.add(one);
    }
    return request;
  }

  private void answered(Ledger.Post post, Answer answer) {
    if (answer.status() != 201) {
      ledger.broken("a post was answered " + answer);
      return;
    }
    for (var i = 0; i < post.invited.size(); i++) {
      post.invited.get(i).id = answer.json().path("invitations").path(i).path("id").asText();
      promised.add(post.invited.get(i));
    }
    post.answered = true;
    current.add(post);
  }

  private void look(RandomGenerator random, Invited invited) {
    var answer = asking.once(() -> find(random, invited));
    if (answer != null && answer.status() != 200) {
      ledger.broken(invited + " was promised, and its state is answered " + answer);
    }
  }

  private void revoke(RandomGenerator random, Invited invited) {
    invited.endings.add("revoked");
    var answer = asking.until(() -> ask(random, "DELETE", "/v1/invitations/" + invited.id, null));
    if (answer.status() == 204) {
      invited.revoked = true;
      invited.over = true;
    } else if (answer.status() != 409) {
      ledger.broken(invited + " was promised, and its revocation is answered " + answer);
    }
  }

  Answer find(RandomGenerator random, Invited invited) {
    return ask(random, "GET", "/v1/invitations/" + invited.id, null);
  }

  /** @return the ids of what a post left, in the order of its invitees */
  List<String> idsOf(RandomGenerator random, Ledger.Post post) {
    var answer = asking.until(() -> ask(random, "GET", "/v1/invitations?meeting=" + post.uid, null));
    var ids = new ArrayList<String>();
    answer.json().path("invitations").forEach(invitation -> ids.add(invitation.path("id").asText()));
    return ids;
  }

  private Answer ask(RandomGenerator random, String method, String path, JsonNode body) {
    return Http.send(method, fleet.any(random).settings.publicUrl() + path, body == null ? null : body.toString(),
        "Authorization", "Bearer " + clientKey);
  }
}
