package nl.sluis;

import java.util.Map;
import java.util.regex.Pattern;

/** Names the variables of settings in sentences of parts that know their settings only. */
final class VariableNames {
  private VariableNames() {}

  /** @return the sentence, with the variables of the settings that it names, if it names none of them itself */
  static String in(String sentence) {
    if (sentence.contains(Variables.PREFIX)) {
      return sentence;
    }
    var found = Variables.table().entrySet().stream().filter(entry -> names(sentence, entry.getValue())).map(Map.Entry::getKey).toList();
    return found.isEmpty()
        ? sentence
        : sentence + (found.size() == 1 ? ". Its variable is " : ". Their variables are ") + String.join(", ", found);
  }

  /** A setting without a section is a word of English too, and counts only at the beginning. */
  private static boolean names(String sentence, String setting) {
    return Pattern.compile((setting.contains(".") ? "(?<![\\w.])" : "^") + Pattern.quote(setting) + "(?![\\w-]|\\.\\w)").matcher(sentence)
        .find();
  }
}
