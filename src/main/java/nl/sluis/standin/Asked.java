package nl.sluis.standin;

import java.util.List;
import java.util.Map;

/**
 * One request, as it came.
 *
 * @param path    as it was sent, without the query
 * @param query   as it was sent; empty if there was none
 * @param headers by their names in lower case
 */
public record Asked(String method, String path, String query, Map<String, List<String>> headers, String body) {
  @Override
  public String toString() {
    return method + " " + path;
  }
}
