package nl.sluis.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text that is HTML already. All other text is escaped when it is put into HTML.
 *
 * @param text is not looked at
 */
record Html(String text) {
  /** Markup with named places, as <code>{title}</code>. A brace that encloses anything but a name is a brace of a style. */
  static final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    /** Markup and names in turns; the first and the last are markup. */
    private final List<String> pieces = new ArrayList<>();

    Template(String markup) {
      var from = 0;
      for (var place = PLACE.matcher(markup); place.find(); from = place.end()) {
        pieces.add(markup.substring(from, place.start()));
        pieces.add(place.group(1));
      }
      pieces.add(markup.substring(from));
    }

    /** @param values by their names; all but {@link Html} are escaped */
    Html filled(Map<String, ?> values) {
      var text = new StringBuilder();
      for (var i = 0; i < pieces.size(); i++) {
        if (i % 2 == 0) {
          text.append(pieces.get(i));
        } else if (values.get(pieces.get(i)) instanceof Html html) {
          text.append(html.text);
        } else {
          text.append(escaped(String.valueOf(values.get(pieces.get(i)))));
        }
      }
      return new Html(text.toString());
    }
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
