package nl.sluis.client;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import nl.sluis.rules.Rule;
import org.jspecify.annotations.Nullable;

/** The fields of one object, asked for by name. Null is as good as absent. What was not asked for is refused. */
final class Fields {
  private final Map<?, ?> given;
  private final String pointer;
  private final Map<String, String> errors;
  private final Set<Object> known = new HashSet<>();
  private final Map<String, Object> read = new LinkedHashMap<>();

  /** @param errors where every wrong field is noted, with one word each */
  Fields(Map<?, ?> given, String pointer, Map<String, String> errors) {
    this.given = given;
    this.pointer = pointer;
    this.errors = errors;
  }

  /** @return null if wrong or absent, and then there is an error */
  @Nullable
  String required(String name, Rule rule) {
    return value(name) == null ? missing(name) : text(name, rule);
  }

  /** @return null if absent, or wrong, and then there is an error */
  @Nullable
  String optional(String name, Rule rule) {
    return value(name) == null ? null : text(name, rule);
  }

  /** @return null if absent, or wrong, and then there is an error */
  @Nullable
  Integer optionalNumber(String name, int min, int max) {
    var value = value(name);
    if (value == null) {
      return null;
    }
    var isWhole = value instanceof Integer || value instanceof Long;
    if (!isWhole || ((Number) value).longValue() < min || ((Number) value).longValue() > max) {
      refuse(name, "must be a whole number from " + min + " to " + max);
      return null;
    }
    var number = ((Number) value).intValue();
    read.put(name, number);
    return number;
  }

  void requiredObject(String name, Consumer<Fields> reader) {
    var value = value(name);
    if (value == null) {
      missing(name);
    } else if (value instanceof Map<?, ?> object) {
      var fields = new Fields(object, at(name), errors);
      reader.accept(fields);
      fields.refuseOthers();
      read.put(name, fields.read);
    } else {
      refuse(name, "must be an object");
    }
  }

  /** The first word on a field is the last. */
  void refuse(String name, String detail) {
    errors.putIfAbsent(at(name), detail);
  }

  void refuseOthers() {
    given.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> refuse(String.valueOf(name), "is not a known field"));
  }

  /** @return what was asked for and given, in the order of asking */
  Map<String, Object> read() {
    return read;
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return given.get(name);
  }

  private @Nullable String missing(String name) {
    refuse(name, "is required");
    return null;
  }

  private @Nullable String text(String name, Rule rule) {
    var complaint = value(name) instanceof String text ? rule.complaint(text) : "must be a string";
    if (complaint != null) {
      refuse(name, complaint);
      return null;
    }
    var text = (String) value(name);
    read.put(name, text);
    return text;
  }

  /** One level down (RFC 6901 §3). */
  private String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
