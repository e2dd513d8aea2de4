package nl.sluis.mail;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailWordsTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  static Iterable<String> languages() {
    return MailWords.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasEveryKeyWithTheSamePlacesToFill(String language) {
    assertThat(places(language)).isEqualTo(places("en"));
    assertThat(MailWords.load(language)).allSatisfy((key, words) -> assertThat((String) words).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void subjectsAreFixed(String language) {
    assertThat(places(language)).allSatisfy((key, places) -> {
      if (key.endsWith(".subject")) {
        assertThat(places).isEmpty();
      }
    });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void theInvitationHasNoWordsOfOthersButOrganizerAndOrganization(String language) {
    assertThat(places(language)).allSatisfy((key, places) -> {
      if (key.startsWith("invitation.")) {
        assertThat(places).isSubsetOf("{organizer}", "{organization}");
      }
    });
  }

  @Test
  void aValueThatLooksLikeAPlaceToFillStaysAsItIs() {
    var values = Map.of("organizer", "{organization} $1 \\", "organization", "Acme");
    assertThat(new MailWords("en").say("en", "invitation.who", values))
        .startsWith("{organization} $1 \\ of Acme sends you an invitation.");
  }

  @Test
  void speaksTheDefaultToThoseWhoseLanguageItDoesNotSpeak() {
    assertThat(new MailWords("nl").spoken("fr")).isEqualTo("nl");
    assertThat(new MailWords("nl").spoken(null)).isEqualTo("nl");
    assertThat(new MailWords("nl").spoken("en")).isEqualTo("en");
    assertThatThrownBy(() -> new MailWords("fr")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, TreeSet<String>> places(String language) {
    var words = MailWords.load(language);
    return words.stringPropertyNames().stream().collect(Collectors.toMap(key -> key,
        key -> PLACE.matcher(words.getProperty(key)).results().map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)), (a, b) -> a, TreeMap::new));
  }
}
