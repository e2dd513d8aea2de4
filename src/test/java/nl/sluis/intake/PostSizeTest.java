package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.Test;

class PostSizeTest {
  @Test
  void meetingCountsOnceForEachInvitee() {
    var one = of(Meetings.request(Meetings.interview(), 1));
    var twenty = of(Meetings.request(Meetings.interview(), 20));
    assertThat(one.invitations()).isEqualTo(1);
    assertThat(one.bytes()).isBetween(400L, 1_000L);
    assertThat(twenty.invitations()).isEqualTo(20);
    assertThat(twenty.bytes()).isBetween(20 * one.bytes() - 400, 20 * one.bytes() + 400);
  }

  @Test
  void ofWhatTheSenderSealedTheBodyCounts() {
    var request = new SealedPosts("sender", 3).request;
    assertThat(of(request)).isEqualTo(new PostSize(3, request.toString().length()));
  }

  @Test
  void whatIsWrongCountsAsLittleAsItStores() {
    var wrong = Meetings.request();
    var notAList = wrong.putObject("invitees");
    for (var i = 0; i < 20_000; i++) {
      notAList.put("n" + i, 1);
    }
    assertThat(of(wrong).invitations()).isEqualTo(1);
    assertThat(of(Meetings.JSON.createObjectNode())).isEqualTo(new PostSize(1, 0));
  }

  private static PostSize of(ObjectNode root) {
    return PostSize.of(RequestBody.parse(root.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
