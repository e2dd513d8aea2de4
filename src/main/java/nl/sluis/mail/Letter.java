package nl.sluis.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.sluis.brand.Brand;
import nl.sluis.brand.Colour;

/**
 * The same letter as plain text and as HTML. The HTML has one column and its styles inline, for mail programs drop much; what they drop
 * of the rest costs only the dark colours. No image, nothing from elsewhere, nothing that could tell who read it.
 */
final class Letter {
  private static final int LINE = 76;
  private static final String FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

  /** Everything that is not the brand's: ink, muted ink, line; on {@link Brand}'s grounds. */
  private record Tones(Colour ground, Colour card, Colour ink, Colour muted, Colour line, Brand.Pair brand) {}

  private record Part(String text, String html) {}

  private final Tones light;
  private final Tones dark;
  private final String letterhead;
  private final List<Part> parts = new ArrayList<>();

  /** @param letterhead who writes, above the letter; in plain text the sender's name says it */
  Letter(Brand brand, String letterhead) {
    this.letterhead = letterhead;
    this.light = new Tones(Brand.LIGHT_GROUND, Brand.LIGHT_CARD, Colour.of("#10262c"), Colour.of("#4c6268"), Colour.of("#b9c9cb"),
        brand.light());
    this.dark = new Tones(Brand.DARK_GROUND, Brand.DARK_CARD, Colour.of("#e9f1f1"), Colour.of("#a7babe"), Colour.of("#31474c"),
        brand.dark());
  }

  void say(String words) {
    parts.add(new Part(wrapped("", words), paragraph("margin:0 0 16px", words)));
  }

  void steps(String title, List<String> steps) {
    var text = new StringBuilder(wrapped("", title));
    for (var i = 0; i < steps.size(); i++) {
      text.append('\n').append(wrapped((i + 1) + ". ", steps.get(i)));
    }
    parts.add(new Part(text.toString(), title(title) + list("ol", steps)));
  }

  void points(String title, List<String> points) {
    var text = new StringBuilder(wrapped("", title));
    points.forEach(point -> text.append('\n').append(wrapped("- ", point)));
    parts.add(new Part(text.toString(), title(title) + list("ul", points)));
  }

  /**
   * In plain text the link stands alone on its line and is never wrapped, so that every mail program finds its end. In HTML it is a
   * button, drawn by a cell of a table, the one thing that all mail programs colour and pad; and once more in letters, to be looked at.
   */
  void link(String before, String button, String copy, String url) {
    var html = String.format(Locale.ROOT, """
        <table role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:24px 0"><tr>
        <td class="brand" bgcolor="%1$s" style="background:%1$s;border-radius:10px;mso-padding-alt:14px 28px"><a class="brand" href="%3$s" \
        style="display:inline-block;padding:14px 28px;background:%1$s;border-radius:10px;color:%2$s;%6$s;font-size:17px;\
        line-height:24px;font-weight:bold;text-decoration:none">%4$s</a></td>
        </tr></table>
        %5$s
        """, light.brand.colour(), light.brand.ink(), escaped(url), escaped(button), small(copy), FONT)
        + "<p class=\"muted\" style=\"margin:0 0 24px;color:" + light.muted + ";font-size:14px;line-height:20px;word-break:break-all\">"
        + escaped(url) + "</p>";
    parts.add(new Part(wrapped("", before) + "\n\n" + url, html));
  }

  /** A last word, set apart. */
  void close(String words) {
    parts.add(new Part(wrapped("", words), "<p class=\"muted line\" style=\"margin:24px 0 0;padding:16px 0 0;border-top:1px solid "
        + light.line + ";color:" + light.muted + ";font-size:14px;line-height:20px\">" + escaped(words) + "</p>"));
  }

  String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining("\n\n", "", "\n"));
  }

  String html(String language, String title) {
    return String.format(Locale.ROOT, """
        <!DOCTYPE html>
        <html lang="%1$s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <meta name="format-detection" content="telephone=no, date=no, address=no">
        <title>%2$s</title>
        <style>
        :root { color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
        .ground { background: %3$s !important; }
        .card { background: %4$s !important; border-color: %7$s !important; }
        .ink { color: %5$s !important; }
        .muted { color: %6$s !important; }
        .line { border-color: %7$s !important; }
        .brand { background: %8$s !important; color: %9$s !important; }
        }
        </style>
        </head>
        """, language, escaped(title), dark.ground, dark.card, dark.ink, dark.muted, dark.line, dark.brand.colour(),
        dark.brand.ink())
        + String.format(Locale.ROOT, """
        <body class="ground" style="margin:0;padding:0;background:%1$s">
        <div class="ground" lang="%2$s" style="padding:16px 8px;background:%1$s">
        <div class="card ink" style="max-width:560px;margin:0 auto;background:%3$s;border:1px solid %4$s;border-radius:12px;\
        overflow:hidden;color:%5$s;%6$s;font-size:16px;line-height:24px;overflow-wrap:break-word">
        <div class="brand" style="padding:12px 24px;background:%7$s;color:%8$s;font-weight:bold">%9$s</div>
        <div style="padding:24px">
        <h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;text-wrap:balance">%10$s</h1>
        %11$s
        </div>
        </div>
        </div>
        </body>
        </html>
        """, light.ground, language, light.card, light.line, light.ink, FONT, light.brand.colour(), light.brand.ink(),
            escaped(letterhead), escaped(title), parts.stream().map(Part::html).collect(Collectors.joining("\n")));
  }

  private static String title(String words) {
    return "<h2 class=\"ink\" style=\"margin:24px 0 8px;font-size:17px;line-height:24px\">" + escaped(words) + "</h2>\n";
  }

  private static String list(String tag, List<String> items) {
    return items.stream().map(item -> "<li style=\"margin:0 0 8px\">" + escaped(item) + "</li>")
        .collect(Collectors.joining("\n", "<" + tag + " style=\"margin:0 0 16px;padding:0 0 0 24px\">\n", "\n</" + tag + ">"));
  }

  private static String paragraph(String style, String words) {
    return "<p style=\"" + style + "\">" + escaped(words) + "</p>";
  }

  private String small(String words) {
    return "<p class=\"muted\" style=\"margin:0 0 4px;color:" + light.muted + ";font-size:14px;line-height:20px\">" + escaped(words)
        + "</p>";
  }

  /** @param mark before the first line; the others are indented as far */
  private static String wrapped(String mark, String words) {
    var text = new StringBuilder(mark);
    var column = mark.length();
    var atStart = true;
    for (var word : words.split(" ")) {
      if (!atStart && column + 1 + word.length() > LINE) {
        text.append('\n').append(" ".repeat(mark.length()));
        column = mark.length();
      } else if (!atStart) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
      atStart = false;
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
