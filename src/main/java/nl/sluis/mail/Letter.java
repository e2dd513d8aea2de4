package nl.sluis.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The same paragraphs as plain text and as HTML. The HTML is plain too: no image, nothing from elsewhere, nothing that
 * could tell who read it.
 */
final class Letter {
  private static final int LINE = 76;

  private sealed interface Part permits Paragraph, Link {
    String text();

    String html();
  }

  private record Paragraph(String words) implements Part {
    @Override
    public String text() {
      return wrapped(words);
    }

    @Override
    public String html() {
      return "<p>" + escaped(words) + "</p>";
    }
  }

  /** Alone on its line and never wrapped, so that every mail program finds its end. */
  private record Link(String url) implements Part {
    @Override
    public String text() {
      return url;
    }

    @Override
    public String html() {
      return "<p><a href=\"" + escaped(url) + "\">" + escaped(url) + "</a></p>";
    }
  }

  private final List<Part> parts = new ArrayList<>();

  Letter say(String words) {
    parts.add(new Paragraph(words));
    return this;
  }

  Letter link(String url) {
    parts.add(new Link(url));
    return this;
  }

  String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining("\n\n", "", "\n"));
  }

  String html(String language, String title) {
    return """
        <!DOCTYPE html>
        <html lang="%s">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body>
        %s
        </body>
        </html>
        """.formatted(language, escaped(title), parts.stream().map(Part::html).collect(Collectors.joining("\n")));
  }

  private static String wrapped(String words) {
    var text = new StringBuilder();
    var column = 0;
    for (var word : words.split(" ")) {
      if (column > 0 && column + 1 + word.length() > LINE) {
        text.append('\n');
        column = 0;
      } else if (column > 0) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    return text.toString();
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
