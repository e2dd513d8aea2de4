package nl.sluis.words;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WordsTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  static Stream<Arguments> files() {
    return Stream.of("mail", "sms").flatMap(subject -> Words.LANGUAGES.stream().map(language -> Arguments.of(subject, language)));
  }

  static List<String> languages() {
    return Words.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyLanguageHasEveryKeyWithTheSamePlacesToFill(String subject, String language) {
    assertThat(places(subject, language)).isEqualTo(places(subject, "en")).isNotEmpty();
    assertThat(Words.load(subject, language)).allSatisfy((key, words) -> assertThat((String) words).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noSentenceWasLeftInEnglish(String language) {
    var english = Words.load("mail", "en");
    assertThat(Words.load("mail", language)).allSatisfy((key, words) -> {
      if (!language.equals("en")) {
        assertThat(words).as((String) key).isNotEqualTo(english.get(key));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void subjectsAreFixed(String language) {
    assertThat(places("mail", language)).allSatisfy((key, places) -> {
      if (key.endsWith(".subject")) {
        assertThat(places).isSubsetOf("{organization}");
      }
    });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void theInviteesMailHasNoWordsOfOthersButOrganizerAndOrganization(String language) {
    assertThat(places("mail", language)).allSatisfy((key, places) -> {
      if (!key.startsWith("notice.")) {
        assertThat(places).isSubsetOf("{organizer}", "{organization}", "{host}", "{reference}", "{openings}", "{day}", "{time}");
      }
    });
  }

  /** People are told to compare them. */
  @ParameterizedTest
  @CsvSource({"nl, kenmerk", "en, reference", "de, Kennung", "fr, référence"})
  void whatPeopleCompareHasOneNameInMailTextMessageAndPage(String language, String name) {
    for (var subject : List.of("mail", "sms", "page")) {
      var told = Words.load(subject, language).entrySet().stream()
          .filter(one -> one.getKey().toString().endsWith("reference") || one.getValue().toString().contains("{reference}")).toList();
      assertThat(told).isNotEmpty().allSatisfy(one -> assertThat(one.getValue().toString()).containsIgnoringCase(name));
    }
  }

  /** What happened has one name as well, for invitee and organizer. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      nl ; vergrendel ; bezorgd    ; trek.*in|getrokken
      en ; locked     ; deliver    ; withdr
      de ; gesperrt   ; zugestellt ; ziehen.*zurück|zurückgezogen
      fr ; verrouill  ; remis      ; retir
      """)
  void whatHappenedHasOneNameInNoticeAndPage(String language, String locked, String undelivered, String withdrawn) {
    assertThat(List.of(said(language, "mail", "notice.locked."), said(language, "page", "ended.locked.")))
        .allSatisfy(words -> assertThat(words).containsPattern(locked));
    assertThat(List.of(said(language, "mail", "notice.undeliverable."), said(language, "page", "ended.undeliverable.")))
        .allSatisfy(words -> assertThat(words).containsPattern(undelivered));
    assertThat(List.of(said(language, "mail", "notice.third-wrong-try."), said(language, "page", "ended.revoked.")))
        .allSatisfy(words -> assertThat(words).containsPattern("(?i)" + withdrawn));
  }

  private static String said(String language, String subject, String keys) {
    return Words.load(subject, language).entrySet().stream().filter(one -> one.getKey().toString().startsWith(keys))
        .map(one -> one.getValue().toString()).collect(Collectors.joining(" "));
  }

  /** Words of our workshop, and words that a native would not say. Only the two levels keep their names, for those who compare them. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      nl ; gateway|verzegel|verbrui|e-mail|\\bhaar\\b|\\bze (is|kwam)|langs een weg
      en ; gateway|seal|us(e|ed|es|ing) up|\\be-mail|\\bmails?\\b|to nobody|it is over
      de ; gateway|versiegel|verbrauch|(?<!E-)\\bmails?\\b|mailprogramm|kennzeichen|einladend:
      fr ; passerelle|scell|consomm|e-mail|courriel|\\bessais?\\b|suite de signes
      """)
  void noWordOfOursIsLeftOnPageAndInMail(String language, String banned) {
    var pattern = Pattern.compile(banned, Pattern.CASE_INSENSITIVE);
    var level = Pattern.compile("seal|verzegel|versiegel|scell");
    for (var subject : List.of("page", "mail", "sms", "levels", "home", "headers")) {
      assertThat(Words.load(subject, language)).allSatisfy((key, words) -> {
        var name = subject + " " + key;
        if (name.matches("mail notice\\.level\\..*|levels (sender|intake)\\.title")) {
          assertThat((String) words).as(name).containsPattern(level);
        } else {
          assertThat((String) words).as(name).doesNotContainPattern(pattern);
        }
      });
    }
  }

  /** On a narrow phone a line would begin with the sign. */
  @Test
  void frenchSignsStandOnTheLineOfTheirWord() {
    for (var subject : List.of("page", "mail", "sms", "levels", "home", "headers")) {
      assertThat(Words.load(subject, "fr")).allSatisfy((key, words) -> assertThat((String) words).as(subject + " " + key)
          .doesNotContainPattern(" [?:;!»]|« "));
    }
  }

  @Test
  void aValueThatLooksLikeAPlaceToFillStaysAsItIs() {
    var values = Map.of("organizer", "{organization} $1 \\", "organization", "Acme");
    assertThat(new Words("mail", "en").say("en", "invitation.who", values))
        .startsWith("{organization} $1 \\ of Acme has sent you an invitation.");
  }

  @Test
  void speaksTheDefaultToThoseWhoseLanguageItDoesNotSpeak() {
    var words = new Words("mail", "nl");
    assertThat(words.spoken("it")).isEqualTo("nl");
    assertThat(words.spoken(null)).isEqualTo("nl");
    assertThat(words.spoken("en")).isEqualTo("en");
    assertThatThrownBy(() -> new Words("mail", "it")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, TreeSet<String>> places(String subject, String language) {
    var words = Words.load(subject, language);
    return words.stringPropertyNames().stream().collect(Collectors.toMap(key -> key,
        key -> PLACE.matcher(words.getProperty(key)).results().map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)),
        (a, b) -> a, TreeMap::new));
  }

  @Test
  void nameWrittenFromRightToLeftTurnsNoWordBesideIt() {
    var words = new Words("mail", "en");
    for (var name : List.of("שלום 3", "مريم", "Team מר")) {
      assertThat(words.say("en", "invitation.who", Map.of("organizer", name, "organization", "Desk"))).contains("\u2068" + name + "\u2069");
    }
    assertThat(words.say("en", "invitation.who", Map.of("organizer", "Zoë 3", "organization", "日本"))).doesNotContain("\u2068", "\u2069");
  }
}
