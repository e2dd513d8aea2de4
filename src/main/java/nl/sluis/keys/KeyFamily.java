package nl.sluis.keys;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import nl.sluis.words.Worded;

/** What a key is for, and so how long it lives. */
public enum KeyFamily implements Worded {
  /** Contacts, shares and hash keys: a new key every day, or as configured. */
  STORE,
  /** Link secrets of mails owed: a new key every hour. */
  OUTBOX;

  /** As in SQL, JSON and the file: {@code store}. */
  @Override
  @JsonValue
  public String word() {
    return Worded.super.word();
  }

  static KeyFamily of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
