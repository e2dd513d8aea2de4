package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.intake.Posts.errors;
import static nl.sluis.intake.Posts.read;
import static nl.sluis.intake.Posts.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import org.junit.jupiter.api.Test;

class RequestSizeTest {
  @Test
  void aMeetingOf65536BytesPassesAndOneMoreIsTooLarge() {
    for (var filler : List.of("x", "é", "😀", "\"", "\n")) {
      assertThat(read(meetingOf(65_536, filler)).meeting().toJson()).hasSize(65_536);
      assertThat(refusal(meetingOf(65_537, filler).body()).problem()).isEqualTo(Problem.TOO_LARGE);
    }
  }

  @Test
  void aUidThatWeDrawDoesNotCount() {
    var meeting = read(meetingOf(65_536, "x", Posts.minimal())).meeting();

    assertThat(meeting.toJson()).hasSizeBetween(65_537, 66_556);
  }

  @Test
  void whiteSpaceAndEscapesDoNotCountForTheMeeting() throws Exception {
    var body = Posts.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(meetingOf(65_536, "é").root());

    assertThat(read(body.replace("é", "\\u00e9").getBytes(UTF_8)).meeting().toJson()).hasSize(65_536);
  }

  @Test
  void aLargeMeetingIsTooLargeWhateverElseIsWrong() {
    var post = meetingOf(65_537, "x").withInvitees(501).with("/level", "x").without("/meeting/title")
        .with("/meeting/subject", "x".repeat(100));

    assertThat(refusal(post.body()).problem()).isEqualTo(Problem.TOO_LARGE);
    assertThat(refusal(Posts.example().with("/meeting", "x".repeat(65_535)).body()).problem())
        .isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void aBodyOfOneMebibytePassesAndOneMoreIsTooLarge() {
    assertThat(read(padded(1_048_576))).isNotNull();
    assertThat(refusal(padded(1_048_577)).problem()).isEqualTo(Problem.TOO_LARGE);
    assertThat(refusal(new byte[1_048_577]).problem()).isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void fiveHundredInviteesPassAndOneMoreIsRefusedAlone() {
    assertThat(read(Posts.example().withInvitees(500)).invitees()).hasSize(500);
    assertThat(errors(Posts.example().withInvitees(501).with("/level", "x")))
        .containsExactly(new FieldError("/invitees", "must have at most 500 entries"));
  }

  @Test
  void asManyInviteesAsABodyHoldsAreStillCounted() {
    var post = Posts.minimal()
        .with("/invitees/0", Posts.tree("{\"name\":\"N\",\"email\":\"n@e.nl\",\"phone\":\"+31612345678\"}"))
        .withInvitees(17_000);

    assertThat(errors(post)).extracting(FieldError::pointer).containsExactly("/invitees");
  }

  private static Posts meetingOf(int bytes, String filler) {
    return meetingOf(bytes, filler, Posts.example());
  }

  /** A meeting whose compact JSON has exactly so many bytes, most of them in its description. */
  private static Posts meetingOf(int bytes, String filler, Posts post) {
    post.with("/meeting/description", "");
    var missing = bytes - post.root().get("meeting").toString().getBytes(UTF_8).length;
    var each = filler.length() == 1 && filler.charAt(0) < 0x80
        ? Posts.JSON.getNodeFactory().textNode(filler).toString().length() - 2
        : filler.getBytes(UTF_8).length;
    return post.with("/meeting/description", filler.repeat(missing / each) + "x".repeat(missing % each));
  }

  private static byte[] padded(int bytes) {
    var body = Posts.EXAMPLE;
    return (body + " ".repeat(bytes - body.getBytes(UTF_8).length)).getBytes(UTF_8);
  }
}
