package nl.sluis.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;

/** Posts, looks and revokes, each at a gateway by chance. */
final class Scheduler {
  private final Fleet fleet;
  private final Ledger ledger;
  private final Asking asking;
  private final String clientKey;
  private final List<Invited> promised = new CopyOnWriteArrayList<>();

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
  }

  private void post(RandomGenerator random) {
    var meeting = Meetings.interview();
    var uid = "crash-" + Long.toHexString(random.nextLong()) + "@scheduler.example";
    meeting.put("uid", uid).put("title", "Gesprek " + Long.toHexString(random.nextLong()));
    var request = Meetings.request(meeting, 1 + random.nextInt(4));
    var invited = new ArrayList<Invited>();
    for (var i = 0; i < request.path("invitees").size(); i++) {
      var phone = Numbers.next();
      var one = new Invited("invitee" + phone.substring(1) + "@example.net", phone, meeting.toString());
      Meetings.invitee(request, i).put("email", one.email).put("phone", phone);
      invited.add(one);
    }
    var post = new Ledger.Post(uid, invited);
    ledger.add(post);
    var answer = asking.once(() -> ask(random, "POST", "/v1/invitations", request));
    if (answer == null) {
      // As far as anybody knows it may be there or not. Nobody hammers at a closed door.
      Asking.pause(500);
      return;
    }
    if (answer.status() != 201) {
      ledger.broken("a post was answered " + answer);
      return;
    }
    for (var i = 0; i < invited.size(); i++) {
      invited.get(i).id = answer.json().path("invitations").path(i).path("id").asText();
      promised.add(invited.get(i));
    }
    post.answered = true;
  }

  private void look(RandomGenerator random, Invited invited) {
    var answer = asking.once(() -> find(random, invited));
    if (answer != null && answer.status() != 200) {
      ledger.broken(invited + " was promised, and its state is answered " + answer);
    }
  }

  private void revoke(RandomGenerator random, Invited invited) {
    invited.revoking = true;
    var answer = asking.until(() -> ask(random, "DELETE", "/v1/invitations/" + invited.id, null));
    if (answer.status() == 204) {
      invited.revoked = true;
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
