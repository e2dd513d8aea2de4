package nl.sluis.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluis.meeting.Organizer;
import nl.sluis.meeting.Reference;
import nl.sluis.words.Words;

/** The words of a mail to one invitee, in the language of that invitee. */
record Sayer(Words words, String language, Map<String, String> values) {
  /** @param locale one that we do not speak gives the default language */
  static Sayer of(Words words, String id, String locale, Organizer organizer, String organization) {
    var name = OneLine.of(organizer.name());
    return new Sayer(words, words.spoken(locale), Map.of("organizer", name.isEmpty() ? organization : name, "organization", organization,
        "reference", Reference.of(id)));
  }

  /** @return one that says this too */
  Sayer with(Map<String, String> more) {
    var all = new HashMap<>(values);
    all.putAll(more);
    return new Sayer(words, language, all);
  }

  String of(String key) {
    return words.say(language, key, values);
  }

  List<String> all(String... keys) {
    return Stream.of(keys).map(this::of).toList();
  }
}
