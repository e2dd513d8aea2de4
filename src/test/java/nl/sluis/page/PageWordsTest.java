package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluis.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word in every language, none empty, none too many, none in the code. */
class PageWordsTest {
  private static final Path PAGE = Path.of("src/main/resources/page");
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
  private static final Pattern LITERAL = Pattern.compile("'([^'\\n]*)'|`([^`\\n]*)`|data-word=\"([^\"]*)\"|\\{([a-z.]+)}");
  private static final Pattern DATA_WORD = Pattern.compile("data-word=\"([^\"]*)\"");
  /** Words that a visitor would read, between tags of a page. */
  private static final Pattern TEXT = Pattern.compile(">\\s*([\\p{L}][^<>{}]*)<");

  static Stream<String> languages() {
    return Words.LANGUAGES.stream();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasEveryKeyWithTheSamePlacesToFill(String language) {
    for (var file : List.of("page", "levels", "headers", "home")) {
      assertThat(places(file, language)).as(file).isEqualTo(places(file, "en"));
      assertThat(PageWords.load(file, language)).as(file).allSatisfy((key, words) -> assertThat(words).isNotBlank());
    }
  }

  /** After a restore the gateway revokes what may be open in the world: who withdrew it, and whether it was read, it does not know. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | ingetrokken   | afzender   | niet geopend
      en | withdrawn     | sender     | not opened
      de | zurückgezogen | Absender   | nicht geöffnet
      fr | retirée       | expéditeur | pas été ouverte
      """)
  void withdrawnOrExpiredClaimsNothingThatIsNotKnown(String language, String withdrawn, String who, String unread) {
    var words = PageWords.load("page", language);
    assertThat(words.get("ended.revoked.what")).contains(withdrawn).doesNotContain(who, unread);
    assertThat(words.get("ended.expired.what")).doesNotContain(unread);
  }

  @Test
  void everyWordIsUsed() throws IOException {
    var used = new ArrayList<Pattern>();
    for (var file : sources()) {
      LITERAL.matcher(Files.readString(file)).results().map(PageWordsTest::literal).filter(literal -> literal.matches(".*[a-z].*"))
          .forEach(literal -> used.add(Pattern.compile(literal.replaceAll("[.?*+()|\\[\\]^]", "\\\\$0")
              .replaceAll("\\$\\{[^}]*}", "[a-z-]+").replaceAll("[{}$]", "\\\\$0"))));
    }
    // A literal that is a place to fill and nothing else would pass for any word.
    used.removeIf(pattern -> pattern.matcher("nothing-of-the-kind").matches() || pattern.matcher("nothing.of.the.kind").matches());
    for (var file : List.of("page", "levels", "headers", "home")) {
      assertThat(PageWords.load(file, "en").keySet()).as(file).allSatisfy(
          key -> assertThat(used).as(key).anyMatch(pattern -> pattern.matcher(key.replaceAll("\\.(one|other)$", "")).matches()));
    }
  }

  /** The script says nothing where a word is to come later, so a misspelt one would not be seen. */
  @Test
  void everyWordOfThePageIsThere() throws IOException {
    var named = DATA_WORD.matcher(Files.readString(PAGE.resolve("index.html"))).results().map(match -> match.group(1)).toList();
    assertThat(named).isNotEmpty();
    assertThat(PageWords.load("page", "en")).containsKeys(named.toArray(String[]::new));
  }

  @Test
  void noWordStandsInThePageItself() throws IOException {
    for (var name : List.of("index.html", "levels.html", "headers.html", "home.html")) {
      var texts = TEXT.matcher(Files.readString(PAGE.resolve(name))).results().map(match -> match.group(1)).toList();
      assertThat(texts).as(name).containsOnly("Sluis");
    }
  }

  private static String literal(MatchResult match) {
    return Stream.of(1, 2, 3, 4).map(match::group).filter(java.util.Objects::nonNull).findFirst().orElseThrow();
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.list(PAGE)) {
      return files.filter(file -> file.toString().matches(".*\\.(js|html)")).toList();
    }
  }

  private static Map<String, TreeSet<String>> places(String file, String language) {
    return PageWords.load(file, language).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
        entry -> PLACE.matcher(entry.getValue()).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new)),
        (one, other) -> one, TreeMap::new));
  }
}
