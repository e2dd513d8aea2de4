package nl.sluis.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import nl.sluis.secret.ForgetfulJson;

/** Trees of JSON, and places in them by names with dots between. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper(ForgetfulJson.factory().build());

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** @return an empty object if it is none */
  static ObjectNode read(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object ? object : object();
    } catch (IOException e) {
      return object();
    }
  }

  static JsonNode value(Object value) {
    return MAPPER.valueToTree(value);
  }

  static void set(ObjectNode tree, String path, JsonNode value) {
    var dot = path.indexOf('.');
    if (dot < 0) {
      tree.set(path, value);
    } else {
      set(tree.withObject("/" + path.substring(0, dot)), path.substring(dot + 1), value);
    }
  }

  static JsonNode at(JsonNode tree, String path) {
    return tree.at("/" + path.replace('.', '/'));
  }

  /** Takes what the other has too, and goes on inside of objects. */
  static void overlay(ObjectNode tree, JsonNode other) {
    tree.properties().forEach(field -> {
      var given = other.get(field.getKey());
      if (given != null && field.getValue() instanceof ObjectNode inner && given.isObject()) {
        overlay(inner, given);
      } else if (given != null && !given.isNull()) {
        field.setValue(given);
      }
    });
  }

  /** @return of each section those fields alone */
  static ObjectNode only(ObjectNode tree, Set<String> names) {
    var kept = object();
    tree.properties().forEach(section -> section.getValue().properties().forEach(field -> {
      if (names.contains(field.getKey())) {
        set(kept, section.getKey() + "." + field.getKey(), field.getValue());
      }
    }));
    return kept;
  }
}
