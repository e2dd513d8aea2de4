package nl.sluis.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import nl.sluis.problem.FieldError;

/** The fields of one JSON object, asked for by name. Null is as good as absent. What was not asked for is refused. */
final class Fields {
  private final ObjectNode object;
  private final String pointer;
  private final FieldErrors errors;
  private final String unknown;
  private final Set<String> known = new HashSet<>();

  /** @param unknown what is said of a field that nobody asks for, here and further down */
  Fields(ObjectNode object, String pointer, FieldErrors errors, String unknown) {
    this.object = object;
    this.pointer = pointer;
    this.errors = errors;
    this.unknown = unknown;
  }

  /** @return null if wrong or absent, and then there is an error */
  <T> T required(String name, FieldRule<T> rule) {
    return isPosted(name) ? read(name, rule) : missing(name);
  }

  /** @return null if absent, or wrong, and then there is an error */
  <T> T optional(String name, FieldRule<T> rule) {
    return isPosted(name) ? read(name, rule) : null;
  }

  /** @return null if absent, or wrong, and then there is an error */
  Integer optionalNumber(String name, int min, int max) {
    if (!isPosted(name)) {
      return null;
    }
    var value = object.get(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
      refuse(name, "must be a whole number from " + min + " to " + max);
      return null;
    }
    return value.intValue();
  }

  /** @return false if absent, or wrong, and then there is an error */
  boolean optionalTruth(String name) {
    if (isPosted(name) && !object.get(name).isBoolean()) {
      refuse(name, "must be true or false");
      return false;
    }
    return isPosted(name) && object.get(name).booleanValue();
  }

  /** @return null if absent or not an object, and then there is an error; what the reader leaves is refused */
  <T> T requiredObject(String name, Function<Fields, T> reader) {
    return isPosted(name) ? readObject(object.get(name), at(name), reader) : missing(name);
  }

  /** @return null if absent, or not an object, and then there is an error; what the reader leaves is refused */
  <T> T optionalObject(String name, Function<Fields, T> reader) {
    return isPosted(name) ? readObject(object.get(name), at(name), reader) : null;
  }

  /** @return whether it is posted; asking makes it no known field */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** @return null if absent, empty or not an array, and then there is an error; else what was read of each element */
  <T> List<T> requiredObjects(String name, Function<Fields, T> reader) {
    if (!isPosted(name)) {
      return missing(name);
    }
    var array = object.get(name);
    if (!array.isArray() || array.isEmpty()) {
      errors.add(at(name), array.isArray() ? "must have at least one entry" : "must be an array");
      return null;
    }
    var all = new ArrayList<T>();
    for (var element : array) {
      all.add(readObject(element, at(name) + "/" + all.size(), reader));
    }
    return all;
  }

  /** @return which element of its array this object is */
  int place() {
    return Integer.parseInt(pointer.substring(pointer.lastIndexOf('/') + 1));
  }

  /** @return empty if absent or empty; or wrong, and then there is an error */
  <T> List<T> optionalObjects(String name, Function<Fields, T> reader) {
    var none = !isPosted(name) || object.get(name).isArray() && object.get(name).isEmpty();
    var all = none ? null : requiredObjects(name, reader);
    return all == null ? List.of() : all;
  }

  /** @return null if absent or wrong, and then there is an error */
  <T> List<T> optionalTexts(String name, int most, FieldRule<T> rule) {
    if (!isPosted(name)) {
      return null;
    }
    var array = object.get(name);
    if (!array.isArray() || array.isEmpty() || array.size() > most) {
      refuse(name, "must be an array of 1 to " + most + " strings");
      return null;
    }
    var all = new ArrayList<T>();
    for (var element : array) {
      var at = at(name) + "/" + all.size();
      try {
        all.add(element.isTextual() ? rule.read(element.textValue()) : null);
        if (!element.isTextual()) {
          errors.add(at, "must be a string");
        }
      } catch (WrongFieldException e) {
        errors.add(at, e.getMessage());
        all.add(null);
      }
    }
    return all;
  }

  void refuse(String name, String detail) {
    errors.add(at(name), detail);
  }

  void refuseOthers() {
    object.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        refuse(name, unknown);
      }
    });
  }

  private boolean isPosted(String name) {
    known.add(name);
    return object.hasNonNull(name);
  }

  private <T> T missing(String name) {
    refuse(name, "is required");
    return null;
  }

  private <T> T read(String name, FieldRule<T> rule) {
    var value = object.get(name);
    if (!value.isTextual()) {
      refuse(name, "must be a string");
      return null;
    }
    try {
      return rule.read(value.textValue());
    } catch (WrongFieldException e) {
      refuse(name, e.getMessage());
      return null;
    }
  }

  private <T> T readObject(JsonNode value, String at, Function<Fields, T> reader) {
    if (!(value instanceof ObjectNode child)) {
      errors.add(at, "must be an object");
      return null;
    }
    var fields = new Fields(child, at, errors, unknown);
    var read = reader.apply(fields);
    fields.refuseOthers();
    return read;
  }

  private String at(String name) {
    return FieldError.pointer(pointer, name);
  }
}
