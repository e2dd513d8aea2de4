package nl.sluis.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of an answer, asked by the names of the HTTP interface. New fields and new words may come with a later gateway: what nobody asks for
 * disturbs nobody.
 */
public final class JsonObject {
  private final Map<String, @Nullable Object> fields;

  private JsonObject(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /** @throws IllegalArgumentException if it is not one JSON object in UTF-8 */
  static JsonObject of(byte[] json) {
    return object(JsonReader.read(json));
  }

  static JsonObject empty() {
    return new JsonObject(Map.of());
  }

  /** @return null if there is no such string */
  public @Nullable String text(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  /** @return null if there is no such moment */
  public @Nullable Instant instant(String name) {
    try {
      return fields.get(name) instanceof String text ? Instant.parse(text) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** @return {@code otherwise} if there is no such whole number */
  public long number(String name, long otherwise) {
    return fields.get(name) instanceof Long number ? number : otherwise;
  }

  /** @return false if it is false or absent */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /** @return empty if there is no such object */
  public JsonObject object(String name) {
    return fields.get(name) instanceof Map<?, ?> ? object(fields.get(name)) : empty();
  }

  /** @return empty if there is no such list */
  public List<JsonObject> objects(String name) {
    return list(name).stream().filter(Map.class::isInstance).map(JsonObject::object).toList();
  }

  /** @return empty if there is no such list */
  public List<String> texts(String name) {
    return list(name).stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  /** @return everything: maps, lists, strings, booleans, longs, doubles and nulls */
  public Map<String, @Nullable Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  private List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // JsonReader makes no other maps
  private static JsonObject object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject((Map<String, @Nullable Object>) map);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  /** The names only: a log is no place for the values. */
  @Override
  public String toString() {
    return "JsonObject" + fields.keySet();
  }
}
