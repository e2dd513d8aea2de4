package nl.sluis.rules;

import java.text.Normalizer.Form;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link MeetingRule}s look at of a meeting with a {@code joinUrl}. Each field has passed the rules for fields by itself.
 *
 * @param start null if nobody knows it
 * @param end   null if nobody knows it
 */
public record RuledMeeting(@Nullable String start, @Nullable String end, String joinUrl, @Nullable String webClientUrl,
    @Nullable String meetingId, @Nullable String passcode) {
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Pattern BLANKS_AND_DASHES = Pattern.compile("[\\p{Z}\\p{C}\\p{Pd}\\s]");

  VideoLink join() {
    return VideoLink.of(joinUrl);
  }

  @Nullable
  VideoLink webClient() {
    return webClientUrl == null ? null : VideoLink.of(webClientUrl);
  }

  /**
   * The video service's number of this meeting, spelled as it is compared: without blanks and dashes, in small letters. Of Zoom only digits count.
   *
   * @return what is posted as {@code meetingId}, and what a Zoom link says, because it leads there whatever else is posted: mostly the same. In
   *     their order; empty if nobody can tell
   */
  public List<String> ids() {
    var link = join();
    var posted = meetingId == null ? "" : link.isZoom() ? digits(meetingId) : spelled(meetingId);
    return Stream.of(posted, link.zoomId() == null ? "" : link.zoomId()).filter(id -> !id.isEmpty()).distinct().sorted().toList();
  }

  static String digits(String text) {
    return NO_DIGIT.matcher(Normalizer.normalize(text, Form.NFKC)).replaceAll("");
  }

  private static String spelled(String text) {
    return BLANKS_AND_DASHES.matcher(Normalizer.normalize(text, Form.NFKC)).replaceAll("").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "RuledMeeting[redacted]";
  }
}
