package nl.sluis.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.sluis.brand.Brand;

/**
 * The same letter as plain text and as HTML. The HTML has one column and its styles inline, for mail programs drop much; what they drop
 * of the rest costs only the dark colours. No image, nothing from elsewhere, nothing that could tell who read it.
 */
final class Letter {
  private static final int LINE = 76;
  private static final Html FONT = new Html("font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif");

  private static final Html.Template PARAGRAPH = new Html.Template("<p style=\"margin:0 0 16px\">{words}</p>");
  private static final Html.Template TITLE = new Html.Template(
      "<h2 class=\"ink\" style=\"margin:24px 0 8px;font-size:17px;line-height:24px\">{words}</h2>\n");
  private static final Html.Template ITEM = new Html.Template("<li style=\"margin:0 0 8px\">{words}</li>");
  private static final Html.Template LIST = new Html.Template(
      "{title}<{tag} style=\"margin:0 0 16px;padding:0 0 0 24px\">\n{items}\n</{tag}>");
  private static final Html.Template CLOSE = new Html.Template("""
      <p class="muted line" style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid {line};color:{muted};font-size:14px;line-height:20px">\
      {words}</p>""");
  private static final Html.Template LINK = new Html.Template("""
      <table role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:24px 0"><tr>
      <td class="brand" bgcolor="{brand}" style="background:{brand};border-radius:10px;mso-padding-alt:14px 28px"><a class="brand" \
      href="{url}" style="display:inline-block;padding:14px 28px;background:{brand};border-radius:10px;color:{brandInk};{font};font-size:17px;\
      line-height:24px;font-weight:bold;text-decoration:none">{button}</a></td>
      </tr></table>
      <p class="muted" style="margin:0 0 4px;color:{muted};font-size:14px;line-height:20px">{copy}</p>
      <p class="muted" style="margin:0 0 24px;color:{muted};font-size:14px;line-height:20px;word-break:break-all">{url}</p>""");
  private static final Html.Template PAGE = new Html.Template("""
      <!DOCTYPE html>
      <html lang="{language}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no">
      <title>{title}</title>
      <style>
      :root { color-scheme: light dark; }
      @media (prefers-color-scheme: dark) {
      .ground { background: {darkGround} !important; }
      .card { background: {darkCard} !important; border-color: {darkLine} !important; }
      .ink { color: {darkInk} !important; }
      .muted { color: {darkMuted} !important; }
      .line { border-color: {darkLine} !important; }
      .brand { background: {darkBrand} !important; color: {darkBrandInk} !important; }
      }
      </style>
      </head>
      <body class="ground" style="margin:0;padding:0;background:{ground}">
      <div class="ground" lang="{language}" style="padding:16px 8px;background:{ground}">
      <div class="card ink" style="max-width:560px;margin:0 auto;background:{card};border:1px solid {line};border-radius:12px;\
      overflow:hidden;color:{ink};{font};font-size:16px;line-height:24px;overflow-wrap:break-word">
      <div class="brand" style="padding:12px 24px;background:{brand};color:{brandInk};font-weight:bold">{letterhead}</div>
      <div style="padding:24px">
      <h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;text-wrap:balance">{title}</h1>
      {parts}
      </div>
      </div>
      </div>
      </body>
      </html>
      """);

  private record Part(String text, Html html) {}

  private final Map<String, Object> look;
  private final List<Part> parts = new ArrayList<>();

  /** @param letterhead who writes, above the letter; in plain text the sender's name says it */
  Letter(Brand brand, String letterhead) {
    this.look = Map.ofEntries(Map.entry("letterhead", letterhead), Map.entry("font", FONT),
        Map.entry("ground", Brand.LIGHT_GROUND), Map.entry("card", Brand.LIGHT_CARD), Map.entry("ink", new Html("#10262c")),
        Map.entry("muted", new Html("#4c6268")), Map.entry("line", new Html("#b9c9cb")),
        Map.entry("brand", brand.light().colour()), Map.entry("brandInk", brand.light().ink()),
        Map.entry("darkGround", Brand.DARK_GROUND), Map.entry("darkCard", Brand.DARK_CARD), Map.entry("darkInk", new Html("#e9f1f1")),
        Map.entry("darkMuted", new Html("#a7babe")), Map.entry("darkLine", new Html("#31474c")),
        Map.entry("darkBrand", brand.dark().colour()), Map.entry("darkBrandInk", brand.dark().ink()));
  }

  void say(String words) {
    parts.add(new Part(wrapped("", words), PARAGRAPH.filled(Map.of("words", words))));
  }

  void steps(String title, List<String> steps) {
    list("ol", title, steps, i -> (i + 1) + ". ");
  }

  void points(String title, List<String> points) {
    list("ul", title, points, i -> "- ");
  }

  private void list(String tag, String title, List<String> items, Function<Integer, String> mark) {
    var text = new StringBuilder(wrapped("", title));
    for (var i = 0; i < items.size(); i++) {
      text.append('\n').append(wrapped(mark.apply(i), items.get(i)));
    }
    parts.add(new Part(text.toString(), LIST.filled(Map.of("title", TITLE.filled(Map.of("words", title)), "tag", tag,
        "items", joined(items.stream().map(item -> ITEM.filled(Map.of("words", item))).toList())))));
  }

  /**
   * In plain text the link stands alone on its line and is never wrapped, so that every mail program finds its end. In HTML it is a
   * button, drawn by a cell of a table, the one thing that all mail programs colour and pad; and once more in letters, to be looked at.
   */
  void link(String before, String button, String copy, String url) {
    parts.add(new Part(wrapped("", before) + "\n\n" + url, filled(LINK, Map.of("url", url, "button", button, "copy", copy))));
  }

  /** A last word, set apart. */
  void close(String words) {
    parts.add(new Part(wrapped("", words), filled(CLOSE, Map.of("words", words))));
  }

  String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining("\n\n", "", "\n"));
  }

  String html(String language, String title) {
    return filled(PAGE, Map.of("language", language, "title", title, "parts", joined(parts.stream().map(Part::html).toList()))).text();
  }

  private Html filled(Html.Template template, Map<String, ?> words) {
    var values = new HashMap<String, Object>(look);
    values.putAll(words);
    return template.filled(values);
  }

  private static Html joined(List<Html> several) {
    return new Html(several.stream().map(Html::text).collect(Collectors.joining("\n")));
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
}
