package nl.sluis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.envelope.Sealer;

/** A scheduler that seals by itself: what it posts, and the links it keeps. */
public final class SealedPosts {
  private static final SecureRandom RANDOM = new SecureRandom();
  public final ObjectNode meeting = Meetings.interview();
  public final ObjectNode request = Meetings.JSON.createObjectNode();
  /** The link of each invitee, in order. */
  public final List<String> links = new ArrayList<>();

  /** @param delivery {@code sender} or {@code pointer} */
  public SealedPosts(String delivery, int invitees) {
    request.set("uid", meeting.path("uid"));
    request.set("organizer", meeting.path("organizer"));
    request.set("expiresAt", meeting.path("end"));
    request.put("delivery", delivery);
    for (var i = 0; i < invitees; i++) {
      var phone = Numbers.next();
      var invitee = request.withArray("invitees").addObject().put("name", "Invitee " + i).put("phone", phone).put("locale", "nl")
          .put("email", "sealed" + phone.substring(3) + "." + System.nanoTime() + "@example.net");
      invitee.set("sealed", seal());
    }
  }

  public ObjectNode invitee(int at) {
    return Meetings.invitee(request, at);
  }

  public ObjectNode sealed(int at) {
    return (ObjectNode) invitee(at).path("sealed");
  }

  /** As the receipt of this invitee's invitation would have it. */
  public Gateway.Posted posted(int at) {
    return new Gateway.Posted(sealed(at).path("id").asText(), invitee(at).path("email").asText(), invitee(at).path("phone").asText(),
        meeting.toString());
  }

  private ObjectNode seal() {
    var id = new byte[16];
    RANDOM.nextBytes(id);
    try (var sealed = new Sealer(RANDOM).seal(meeting.toString().getBytes(StandardCharsets.UTF_8), id)) {
      links.add("#" + IndependentOpener.encode(sealed.linkSecret()));
      return Meetings.JSON.createObjectNode()
          .put("id", IndependentOpener.encode(id))
          .put("share", IndependentOpener.encode(sealed.share()))
          .put("envelope", IndependentOpener.encode(sealed.envelope()))
          .put("accessHash", IndependentOpener.encode(sealed.accessHash()))
          .put("ackHash", IndependentOpener.encode(sealed.ackHash()));
    }
  }
}
