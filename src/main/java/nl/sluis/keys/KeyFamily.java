package nl.sluis.keys;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key is for, and so how long it lives. */
public enum KeyFamily {
  /** Contacts, shares and hash keys: a new key every day, or as configured. */
  STORE,
  /** Link secrets of mails owed: a new key every hour. */
  OUTBOX;

  /** @return as in SQL, JSON and the file: {@code store} */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static KeyFamily of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
