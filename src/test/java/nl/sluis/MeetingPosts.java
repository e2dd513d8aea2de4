package nl.sluis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.SealedPosts;

/** What the scheduler of one meeting posts, at one of the two levels. What the sender seals is sealed anew in each post. */
final class MeetingPosts {
  private final String delivery;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final ObjectNode meeting = Meetings.interview();
  final String organizer = "organizer." + System.nanoTime() + "@example.org";

  private MeetingPosts(String delivery) {
    this.delivery = delivery;
    meeting.withObject("/organizer").put("email", organizer);
  }

  static MeetingPosts sealedAtIntake() {
    return new MeetingPosts(null);
  }

  /** @param delivery {@code sender} or {@code pointer} */
  static MeetingPosts sealedBySender(String delivery) {
    return new MeetingPosts(delivery);
  }

  String uid() {
    return meeting.path("uid").asText();
  }

  String level() {
    return delivery == null ? "sealed-at-intake" : "sealed-by-sender";
  }

  Person person(String ref) {
    return people.computeIfAbsent(ref, any -> new Person("invitee." + System.nanoTime() + "@example.net", Numbers.next()));
  }

  /** @return what is posted for these people; each has one address and one number in all posts */
  ObjectNode post(int sequence, String... refs) {
    if (delivery == null) {
      var request = Meetings.JSON.createObjectNode();
      request.set("meeting", meeting.deepCopy().put("sequence", sequence));
      for (var ref : refs) {
        fill(request.withArray("invitees").addObject().put("name", "Invitee").put("locale", "nl"), ref);
      }
      return request;
    }
    var sender = new SealedPosts(delivery, refs.length);
    sender.request.put("uid", uid()).put("sequence", sequence);
    sender.request.set("organizer", meeting.path("organizer"));
    for (var i = 0; i < refs.length; i++) {
      fill(sender.invitee(i), refs[i]);
      links.put(refs[i], sender.links.get(i));
    }
    return sender.request;
  }

  private void fill(ObjectNode invitee, String ref) {
    invitee.put("ref", ref).put("email", person(ref).email()).put("phone", person(ref).phone());
  }

  /** @return the link that was sealed last for somebody; null where the gateway seals */
  String link(String ref) {
    return links.get(ref);
  }

  /** One who is invited. */
  record Person(String email, String phone) {
    String digits() {
      return phone.substring(phone.length() - 4);
    }
  }
}
