package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor pays for: every byte that Chromium loads in the whole flow, uncompressed, the meeting's own aside. */
class PageWeightTest extends VisitorOnPage {
  private static final int LIMIT_BYTES = 60_000;

  @ParameterizedTest
  @CsvSource({"nl, nl-NL", "en, en-GB", "de, de-DE", "fr, fr-FR"})
  void wholePageIsLight(String language, String browserLocale) {
    use(browser.phone(browserLocale, "Europe/Amsterdam"));
    stub.locale = language;
    Map<String, Integer> bytes = new ConcurrentSkipListMap<>();
    page.onResponse(response -> {
      if (response.url().startsWith(stub.origin() + "/i")) {
        bytes.put(response.url().substring(stub.origin().length()), response.body().length);
      }
    });
    walkToMeeting();
    var total = bytes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(language + ": " + total + " bytes " + bytes);
    assertThat(bytes).containsKeys("/i", "/i/style.css", "/i/flow.js", "/i/words-" + language + ".json");
    assertThat(bytes.keySet().stream().filter(name -> name.contains("words-"))).as("one language").hasSize(1);
    assertThat(total).isLessThan(LIMIT_BYTES);
  }
}
