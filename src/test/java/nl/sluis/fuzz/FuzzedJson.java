package nl.sluis.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.testing.Meetings;

/** Changes a good body field by field: a value of another kind, an odd text, a field too many or too few. */
final class FuzzedJson {
  private static final List<String> VALUES = List.of("null", "true", "false", "0", "-1", "1e999", "-1.5e-7", "18446744073709551616", "[]",
      "{}",
      "[[]]", "[null]", "{\"\":{}}", "\"\"", "\" \"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u200b\"", "\"\\u202e\"", "\"\\ufeff\"", "\"😀\"",
      "\"%\"", "\"https://\"",
      "\"https://[::1\"", "\"https://x/%zz\"", "\"javascript:1\"", "\"+\"", "\"+1\"", "\"+31612345678\"", "\"+999999999999999\"", "\"@\"",
      "\"a@b\"", "\"a@b.example\"", "\"-\"",
      "\"UTC\"", "\"Europe/Amsterdam\"", "\"EST\"", "\"GMT+99:99\"", "\"0000-01-01T00:00:00Z\"", "\"0000-01-01T00:00:00+18:00\"",
      "\"9999-12-31T23:59:59.999999999-18:00\"", "\"+999999999-12-31T23:59:59Z\"", "\"2027-01-12T10:00:00Z\"", "\"2027-02-30T10:00:00Z\"",
      "\"2027-03-28T02:30:00+01:00\"",
      "\"nl\"", "\"xx\"", "\"tr-TR\"", "\"en-US@posix\"", "\"sender\"", "\"gateway\"", "\"0000\"", "\"٠١٢٣\"", "\"000000\"",
      "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\"", "\"AAAAAAAAAAAAAAAAAAAAAA\"");

  private FuzzedJson() {}

  static String of(Fuzz fuzz, ObjectNode body) {
    for (var changes = fuzz.below(3); changes > 0; changes--) {
      change(fuzz, body);
    }
    // Half surrogate pairs must travel as escapes to arrive.
    return body.toString().replace("\ud800", "\\ud800").replace("\u0000", "\\u0000");
  }

  private static void change(Fuzz fuzz, ObjectNode root) {
    var parents = new ArrayList<JsonNode>();
    collect(root, parents);
    var parent = fuzz.any(parents);
    var value = fuzz.oneIn(12)
        ? Meetings.JSON.getNodeFactory().textNode(fuzz.any("x", "é", "\u0000", "\n", "<").repeat(1 + fuzz.below(70_000)))
        : read(fuzz.any(VALUES));
    if (parent instanceof ArrayNode array && !array.isEmpty()) {
      if (fuzz.oneIn(3)) {
        array.add(array.get(fuzz.below(array.size())));
      } else {
        array.set(fuzz.below(array.size()), value);
      }
    } else if (parent instanceof ObjectNode object && !object.isEmpty()) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      var name = fuzz.any(names);
      switch (fuzz.below(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name + fuzz.any("", " ", "\u0000", "~/", "é", "x".repeat(300)), value);
        case 2 -> object.set(name, object.get(fuzz.any(names)));
        case 3 -> object.put(name, fuzz.spoiled(object.get(name).asText("x")));
        default -> object.set(name, value);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> parents) {
    if (node.isContainerNode()) {
      parents.add(node);
      node.forEach(child -> collect(child, parents));
    }
  }

  private static JsonNode read(String value) {
    try {
      return Meetings.JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
