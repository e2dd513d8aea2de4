package nl.sluis.secret;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What is sealed of people, as JSON. No buffer keeps it, and no exception quotes it. Fields that are not known are passed over: a later version of the
 * gateway may write more, and both run on one database for a while.
 */
public final class PersonalJson {
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build())
      .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL).configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private PersonalJson() {}

  /** @return UTF-8, for the vault; the caller wipes it */
  public static byte[] write(Record value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new IllegalStateException(value.getClass().getSimpleName() + " could not be written");
    }
  }

  /** @param bytes not wiped here */
  public static <T extends Record> T read(byte[] bytes, Class<T> type) {
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException e) {
      throw new IllegalStateException(type.getSimpleName() + " could not be read");
    }
  }
}
