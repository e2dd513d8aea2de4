package nl.sluis.page;

import nl.sluis.words.Words;

/** What every page of a test gateway begins with: in all languages, until the script says it in the visitor's. */
final class TestBanner {
  private TestBanner() {}

  /** @return HTML */
  static String html() {
    var banner = new StringBuilder("<aside class=\"note test\" data-word=\"" + PageWords.TEST + "\">\n");
    for (var language : Words.LANGUAGES) {
      banner.append("<p lang=\"").append(language).append("\">")
          .append(PageFiles.escaped(PageWords.load("page", language).get(PageWords.TEST)))
          .append("</p>\n");
    }
    return banner.append("</aside>").toString();
  }
}
