package nl.sluis.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link of a meeting, read as a browser reads it. Of Zoom it knows the kinds of links that are in use: {@code /j/} to join, {@code /w/} to join a
 * webinar, {@code /wc/} for the web client, {@code /s/} to start, {@code /my/} of a personal room. Zoom documents only some of them.
 */
final class VideoLink {
  private static final List<String> ZOOM = List.of("zoom.us", "zoomgov.com");
  /** Of a shorter text nobody knows whether it stands there by chance. */
  private static final int TELLING = 4;
  private static final List<String> WITH_ID = List.of("j", "w", "s");
  private static final Pattern PARTS = Pattern.compile("(?is)https?://([^/?#]*?)(?::[0-9]*)?([/?#].*)?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern DIGITS_APART = Pattern.compile("[0-9 -]+");
  private final String host;
  private final List<String> path;
  private final List<String[]> parameters = new ArrayList<>();

  private VideoLink(String host, String rest) {
    this.host = host;
    var fragment = part(rest, '#');
    var query = part(rest.substring(0, rest.length() - fragment.length()), '?');
    var rawPath = rest.substring(0, rest.length() - fragment.length() - query.length());
    this.path = segments(rawPath);
    readParameters(query);
    readParameters(fragment);
  }

  /** @param url that {@link WebAddress} takes */
  static VideoLink of(String url) {
    var parts = PARTS.matcher(url);
    if (!parts.matches()) {
      return new VideoLink("", "");
    }
    var host = parts.group(1).toLowerCase(Locale.ROOT);
    return new VideoLink(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, parts.group(2) == null ? "" : parts.group(2));
  }

  boolean isZoom() {
    return ZOOM.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
  }

  /** @param allowed names of hosts; with {@code *.} before it a name stands for all below it */
  boolean leadsToOneOf(Collection<String> allowed) {
    return allowed.stream().map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
  }

  /** @return the ID that a Zoom link says, digits only; null if it says none, or is not of Zoom */
  @Nullable
  String zoomId() {
    if (!isZoom()) {
      return null;
    }
    if (WITH_ID.contains(word(0))) {
      return idAt(1);
    }
    if (isWebClient()) {
      return idAt(word(1).equals("join") ? 2 : 1);
    }
    return null;
  }

  /** @return whether it is one of Zoom's for joining in the browser */
  boolean isWebClient() {
    return isZoom() && word(0).equals("wc");
  }

  /** @return whether it is Zoom's of somebody's own room, which is the same for every meeting */
  boolean isPersonal() {
    return isZoom() && (word(0).equals("my") || isWebClient() && (word(1).equals("my") || word(2).equals("my")));
  }

  /** @return whether it is Zoom's for the host, who starts the meeting with it */
  boolean isStart() {
    return isZoom() && (word(0).equals("s") || isWebClient() && word(2).equals("start"));
  }

  /** @return whether Zoom's parameter for it stands in the link, or this passcode itself as a whole part of it */
  boolean carries(@Nullable String passcode) {
    var isZooms = isZoom() && parameters.stream().anyMatch(one -> one[0].equals("pwd") && !one[1].isEmpty());
    return isZooms || passcode != null && passcode.length() >= TELLING
        && (path.contains(passcode) || parameters.stream().anyMatch(one -> one[1].equals(passcode)));
  }

  private @Nullable String idAt(int at) {
    var text = at < path.size() ? path.get(at) : "";
    return DIGITS_APART.matcher(text).matches() && DIGITS.matcher(text).find() ? RuledMeeting.digits(text) : null;
  }

  private String word(int at) {
    return at < path.size() ? path.get(at).toLowerCase(Locale.ROOT) : "";
  }

  /** Without empty ones and dots, which a browser or a server takes out. */
  private static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    for (var raw : path.split("/")) {
      var segment = decoded(raw);
      if (segment.equals("..")) {
        segments.subList(Math.max(0, segments.size() - 1), segments.size()).clear();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private void readParameters(String part) {
    Arrays.stream(part.isEmpty() ? new String[0] : part.substring(1).split("&")).forEach(one -> {
      var equals = one.indexOf('=');
      var name = equals < 0 ? "" : one.substring(0, equals);
      parameters.add(new String[] {decoded(name).toLowerCase(Locale.ROOT), decoded(one.substring(equals + 1).replace('+', ' '))});
    });
  }

  private static String part(String text, char sign) {
    var at = text.indexOf(sign);
    return at < 0 ? "" : text.substring(at);
  }

  private static String decoded(String text) {
    var bytes = text.getBytes(UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (var at = 0; at < bytes.length; at++) {
      var isEscape = bytes[at] == '%' && at + 2 < bytes.length && Character.digit(bytes[at + 1], 16) >= 0
          && Character.digit(bytes[at + 2], 16) >= 0;
      out.write(isEscape ? Character.digit(bytes[at + 1], 16) * 16 + Character.digit(bytes[at + 2], 16) : bytes[at]);
      at += isEscape ? 2 : 0;
    }
    return out.toString(UTF_8);
  }

  @Override
  public String toString() {
    return "VideoLink[redacted]";
  }
}
