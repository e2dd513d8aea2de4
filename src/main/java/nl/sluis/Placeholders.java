package nl.sluis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in the texts of a configuration that was already read. So the value of a variable
 * stays a text, whatever YAML would make of it. Nothing in a value is filled in again.
 */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-((?:[^${}]|\\$(?!\\{))*))?}|)");

  private final Map<String, String> environment;
  private final Set<String> names = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  Placeholders(Map<String, String> environment) {
    this.environment = environment;
  }

  /** @return what is wrong, a sentence each, without the values */
  List<String> fillIn(ObjectNode tree) {
    fill(tree, "");
    return faults;
  }

  /** @return the names of all variables that were asked for */
  Set<String> names() {
    return names;
  }

  private void fill(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      for (var name : List.copyOf(fieldNames(object))) {
        var setting = path + name;
        if (object.get(name) instanceof TextNode text && text.textValue().contains("${")) {
          var filled = filled(text.textValue(), setting);
          if (filled.isEmpty()) {
            // As if it did not stand there: its default holds.
            object.remove(name);
          } else {
            object.put(name, filled);
          }
        } else {
          fill(object.get(name), setting + ".");
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TextNode text) {
          array.set(i, TextNode.valueOf(filled(text.textValue(), path + i)));
        } else {
          fill(array.get(i), path + i + ".");
        }
      }
    }
  }

  private String filled(String text, String setting) {
    return PLACEHOLDER.matcher(text).replaceAll(found -> {
      var written = found.group();
      if (!found.group(1).isEmpty()) {
        return Matcher.quoteReplacement(written.substring(1));
      }
      return Matcher.quoteReplacement(value(found.group(2), found.group(3), setting));
    });
  }

  private String value(String name, String otherwise, String setting) {
    if (name == null) {
      faults.add(setting + " has a ${ that names no variable: write ${NAME} or ${NAME:-default}, or $${ for the characters themselves");
      return "";
    }
    names.add(name);
    var value = environment.getOrDefault(name, "").replaceFirst("[\\r\\n]+$", "");
    if (value.indexOf(Variables.UNREADABLE) >= 0) {
      faults.add(setting + " names the variable " + name + ", which has bytes that are not UTF-8: set it anew");
    }
    if (!value.isEmpty()) {
      return value;
    }
    if (otherwise == null) {
      faults
          .add(setting + " names the variable " + name + ", which is not set or empty: set it, or write ${" + name + ":-} where it may be "
              + "absent");
    }
    return otherwise == null ? "" : otherwise;
  }

  private static List<String> fieldNames(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
