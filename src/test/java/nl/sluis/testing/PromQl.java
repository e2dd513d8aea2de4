package nl.sluis.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an expression of PromQL, as far as our alert rules and dashboard need it: selectors, ranges, functions, aggregations and operators.
 * What it does not know it refuses, so that a slip is found without a Prometheus.
 */
public final class PromQl {
  private static final Pattern TOKEN = Pattern
      .compile("\\s*(?:(?<number>\\d+(?:\\.\\d+)?)(?![a-z0-9])|(?<duration>\\d+[smhdw])|(?<name>[a-zA-Z_][a-zA-Z0-9_]*)"
          + "|(?<text>\"[^\"]*\")|(?<sign>==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}\\[\\],]))");
  private static final Set<String> FUNCTIONS = Set.of("rate", "increase", "deriv", "predict_linear");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "count");
  private static final Set<String> OPERATORS = Set.of("==", "!=", ">=", "<=", "<", ">", "+", "-", "*", "/", "%", "^", "and", "or",
      "unless");

  private final List<String> tokens = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private int at;

  /** @param value as in {@code outcome="sent"}; @param operator as {@code =~} */
  public record Matching(String label, String operator, String value) {}

  /** One series, or several. */
  public record Selector(String name, List<Matching> labels) {}

  private PromQl(String text) {
    var matcher = TOKEN.matcher(text.strip());
    var from = 0;
    while (from < text.strip().length()) {
      if (!matcher.find(from) || matcher.start() != from) {
        throw new IllegalArgumentException("no word of PromQL: " + text.strip().substring(from));
      }
      tokens.add(token(matcher));
      from = matcher.end();
    }
  }

  /** @throws IllegalArgumentException if it is no expression that we know */
  public static List<Selector> selectors(String text) {
    var reader = new PromQl(text);
    reader.expression();
    if (reader.at < reader.tokens.size()) {
      throw new IllegalArgumentException("more than one expression, from " + reader.peek() + " on: " + text);
    }
    return reader.selectors;
  }

  private static String token(Matcher matcher) {
    return matcher.group().strip();
  }

  private void expression() {
    operand();
    while (at < tokens.size() && OPERATORS.contains(peek())) {
      at++;
      operand();
    }
  }

  private void operand() {
    if (peek().equals("(")) {
      group();
    } else if (peek().matches("\\d+(\\.\\d+)?")) {
      at++;
    } else if (AGGREGATIONS.contains(peek())) {
      at++;
      if (peek().equals("by") || peek().equals("without")) {
        at++;
        take("(");
        do {
          name();
        } while (skips(","));
        take(")");
      }
      group();
    } else if (FUNCTIONS.contains(peek())) {
      function();
    } else {
      selector(false);
    }
  }

  private void function() {
    var predicts = peek().equals("predict_linear");
    at++;
    take("(");
    selector(true);
    if (predicts) {
      take(",");
      expression();
    }
    take(")");
  }

  private void group() {
    take("(");
    expression();
    take(")");
  }

  private void selector(boolean ranged) {
    var name = name();
    var labels = new ArrayList<Matching>();
    if (skips("{")) {
      do {
        var label = name();
        var operator = next();
        if (!Set.of("=", "!=", "=~", "!~").contains(operator)) {
          throw new IllegalArgumentException("no matching of labels: " + operator);
        }
        var value = next();
        if (!value.startsWith("\"")) {
          throw new IllegalArgumentException("no text in quotes: " + value);
        }
        labels.add(new Matching(label, operator, value.substring(1, value.length() - 1)));
      } while (skips(","));
      take("}");
    }
    if (ranged) {
      take("[");
      if (!next().matches("\\d+[smhdw]")) {
        throw new IllegalArgumentException("no duration behind " + name);
      }
      take("]");
    }
    selectors.add(new Selector(name, labels));
  }

  private String name() {
    var name = next();
    if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      throw new IllegalArgumentException("no name: " + name);
    }
    return name;
  }

  private boolean skips(String sign) {
    if (at < tokens.size() && peek().equals(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void take(String sign) {
    if (!next().equals(sign)) {
      throw new IllegalArgumentException(sign + " is missing before " + (at < tokens.size() ? peek() : "the end"));
    }
  }

  private String next() {
    var token = peek();
    at++;
    return token;
  }

  private String peek() {
    if (at >= tokens.size()) {
      throw new IllegalArgumentException("it breaks off");
    }
    return tokens.get(at);
  }
}
