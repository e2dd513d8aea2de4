package nl.sluis.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluis.openapi.Description.Place;

/**
 * One call of the description.
 *
 * @param method   in small letters, as the file has it
 * @param template as {@code /v1/invitations/{id}}
 */
record Call(String method, String template, JsonNode item, JsonNode node, Pattern path) {
  static Call of(String method, String template, JsonNode item, JsonNode node) {
    var path = Stream.of(template.split("(?=\\{)|(?<=})")).map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
    return new Call(method, template, item, node, Pattern.compile(path.collect(Collectors.joining())));
  }

  String id() {
    return node.path("operationId").textValue();
  }

  boolean isOfTestGateways() {
    return template.startsWith("/v1/test/");
  }

  boolean isTemplate() {
    return template.contains("{");
  }

  boolean takes(String path) {
    return this.path.matcher(path).matches();
  }

  /** @return where they stand, those of the path too */
  List<Place> parameters() {
    var all = new ArrayList<Place>();
    for (var i = 0; i < item.path("parameters").size(); i++) {
      all.add(Place.of("paths", template, "parameters", String.valueOf(i)));
    }
    for (var i = 0; i < node.path("parameters").size(); i++) {
      all.add(Place.of("paths", template, method, "parameters", String.valueOf(i)));
    }
    return all;
  }

  boolean needsKey() {
    return !node.path("security").isEmpty();
  }
}
