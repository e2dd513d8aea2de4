package nl.sluis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds texts of the file that YAML has read as something else. */
final class RetypedTexts {
  private static final String RETYPED = " is a text, and YAML takes what stands in the file for something else: put it in quotes";
  /** NO is Norway to us, and false to YAML. */
  private static final List<String> LISTS_OF_TEXTS = List.of("limits.countries", "limits.proxies", "conference.zoom.hosts",
      "conference.zoom.regions");
  private static final List<String> CONNECTORS = List.of("applicationConnectors", "adminConnectors");
  private static final List<String> PASSWORDS = List.of("keyStorePassword", "keyManagerPassword", "trustStorePassword");

  private RetypedTexts() {}

  /** In the file YAML has read them already: +31… without its plus, 0123 as 83, No as false. Where a variable wins the file does not matter. */
  static List<String> faults(ObjectNode tree, Map<String, String> environment) {
    var faults = new ArrayList<String>();
    Variables.table().forEach((name, setting) -> {
      if (Variables.isText(setting) && environment.getOrDefault(name, "").isBlank()
          && isRetyped(tree.at("/" + setting.replace('.', '/')))) {
        faults.add(setting + RETYPED + ", or set " + name);
      }
    });
    for (var list : LISTS_OF_TEXTS) {
      for (var entry : tree.at("/" + list.replace('.', '/'))) {
        if (isRetyped(entry)) {
          faults.add("An entry of " + list + RETYPED);
        }
      }
    }
    for (var connectors : CONNECTORS) {
      for (var connector : tree.at("/server/" + connectors)) {
        for (var password : PASSWORDS) {
          if (isRetyped(connector.path(password))) {
            faults.add(password + " in server." + connectors + RETYPED);
          }
        }
      }
    }
    return faults;
  }

  private static boolean isRetyped(JsonNode found) {
    return !found.isMissingNode() && !found.isTextual() && !found.isNull();
  }
}
