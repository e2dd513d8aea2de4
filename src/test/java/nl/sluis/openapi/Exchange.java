package nl.sluis.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked, and what was answered.
 *
 * @param target        path and query, as sent
 * @param headers       names in small letters
 * @param body          null for none
 * @param answerHeaders names in small letters
 */
public record Exchange(String method, String target, Map<String, List<String>> headers, String body, int status,
    Map<String, List<String>> answerHeaders, String answer) {
  String path() {
    return target.replaceFirst("[?#].*", "");
  }

  Optional<String> header(String name) {
    return first(headers, name);
  }

  Optional<String> answerHeader(String name) {
    return first(answerHeaders, name);
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  @Override
  public String toString() {
    return method + " " + target + " " + (body == null || body.length() < 2_000 ? body : body.substring(0, 2_000) + "…") + " -> " + status
        + " "
        + (answer.length() < 2_000 ? answer : answer.substring(0, 2_000) + "…");
  }
}
