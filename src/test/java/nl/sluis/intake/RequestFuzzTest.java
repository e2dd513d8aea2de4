package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import nl.sluis.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** Thousands of changes of a good request; the seeds are fixed, so that a failure comes back. */
class RequestFuzzTest {
  private static final List<String> PIECES = List.of("\"", "\\", "\\ud83d", "\\u0000", "{", "}", "[", "]", ",", ":",
      "null", "true", "1e999", "-0", "9".repeat(1_001), "\"meeting\"", "\"x\":{}", "\u00e9", "\u0000", "\u00ff", " ",
      "\n", "~", "/", "+", "%", "@", ".");
  private static final List<String> VALUES = List.of("null", "true", "0", "-1.5e-7", "18446744073709551616", "[]", "{}",
      "[[]]", "{\"\":{}}", "\"\"", "\" \"", "\"\\ud800\"", "\"\\u0000\"", "\"😀\"", "\"%\"", "\"https://\"", "\"+\"",
      "\"+1\"", "\"+999999999999999\"", "\"@\"", "\"-\"", "\"_\"", "\"UTC\"", "\"0000-01-01T00:00:00Z\"",
      "\"0000-01-01T00:00:00+18:00\"", "\"9999-12-31T23:59:59.999999999-18:00\"", "\"2027-01-12T10:00:00Z\"",
      "\"" + "x".repeat(70_000) + "\"");

  @Test
  void changedBytesAreReadOrRefusedAndNothingElse() {
    var random = new Random(20_270_112);
    var answers = new HashSet<Integer>();
    for (var i = 0; i < 3_000; i++) {
      // One byte is one character here, so that a change may be anything, and not UTF-8 too.
      var text = new StringBuilder(new String(Posts.EXAMPLE.getBytes(UTF_8), ISO_8859_1));
      for (var changes = random.nextInt(3); changes >= 0; changes--) {
        changeText(text, random);
      }
      answers.add(answer(text.toString().getBytes(ISO_8859_1)));
    }

    assertThat(answers).containsExactlyInAnyOrder(201, 400, 422);
  }

  @Test
  void changedTreesAreReadOrRefusedAndNothingElse() {
    var random = new Random(20_270_113);
    var answers = new HashSet<Integer>();
    for (var i = 0; i < 3_000; i++) {
      var root = Posts.example().withInvitees(1 + random.nextInt(2)).root();
      for (var changes = random.nextInt(3); changes >= 0; changes--) {
        changeTree(root, random);
      }
      // Half surrogate pairs must travel as escapes to arrive.
      answers.add(answer(root.toString().replace("\ud800", "\\ud800").getBytes(UTF_8)));
    }

    assertThat(answers).containsExactlyInAnyOrder(201, 413, 422);
  }

  private static int answer(byte[] body) {
    try {
      // What was accepted can be written, and fits what is sealed: 66,560 bytes with the length.
      assertThat(Posts.read(body).meeting().toJson()).hasSizeBetween(1, 66_556);
      return 201;
    } catch (ProblemException refused) {
      return refused.problem().status();
    }
  }

  private static void changeText(StringBuilder text, Random random) {
    var from = random.nextInt(text.length());
    var to = Math.min(text.length(), from + random.nextInt(12));
    switch (random.nextInt(5)) {
      case 0 -> text.setCharAt(from, (char) random.nextInt(256));
      case 1 -> text.delete(from, to);
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
      case 3 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
      default -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
    }
  }

  private static void changeTree(ObjectNode root, Random random) {
    var parents = new ArrayList<JsonNode>();
    collect(root, parents);
    var parent = parents.get(random.nextInt(parents.size()));
    var value = Posts.tree(VALUES.get(random.nextInt(VALUES.size())));
    if (parent instanceof ArrayNode array && !array.isEmpty()) {
      array.set(random.nextInt(array.size()), value);
    } else if (parent instanceof ObjectNode object && !object.isEmpty()) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      var name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name + "\ud800~/", value);
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
}
