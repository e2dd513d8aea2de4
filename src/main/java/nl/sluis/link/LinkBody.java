package nl.sluis.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** What the page posts, read strictly. The secrets it was asked for are wiped when it is closed. */
final class LinkBody implements AutoCloseable {
  private static final int MAX_BYTES = 4_096;
  private static final int SECRET_BYTES = 32;
  private static final int MAX_ERRORS = 100;
  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");
  private final ObjectNode fields;
  private final List<byte[]> secrets = new ArrayList<>();

  private LinkBody(ObjectNode fields) {
    this.fields = fields;
  }

  static LinkBody read(InputStream body, String... names) throws IOException {
    var fields = parsed(JsonBody.bytes(body, MAX_BYTES));
    var known = Set.of(names);
    var unknown = fields.properties().stream().map(e -> e.getKey()).filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown.stream().limit(MAX_ERRORS).map(LinkBody::unknown).toList());
    }
    return new LinkBody(fields);
  }

  private static ObjectNode parsed(byte[] body) {
    try {
      return JsonBody.parse(body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** @return 32 bytes; empty if it is no access at all, which is answered like an unknown one */
  Optional<byte[]> access() {
    return bytes("access");
  }

  byte[] ticket() {
    return bytes("ticket").orElseThrow(() -> invalid("/ticket", "must be 32 bytes, base64url without padding"));
  }

  byte[] ack() {
    return bytes("ack").orElseThrow(() -> invalid("/ack", "must be 32 bytes, base64url without padding"));
  }

  /** @return exactly so many ASCII digits, which were posted in the digits of any script */
  String digits(String name, int length) {
    var value = fields.path(name);
    if (!DIGITS.matcher(value.asText()).matches() || value.asText().codePointCount(0, value.asText().length()) != length
        || !value.isTextual()) {
      throw invalid("/" + name, "must be " + length + " digits, as a string");
    }
    var digits = new StringBuilder(length);
    value.textValue().codePoints().forEach(digit -> digits.append(Character.digit(digit, 10)));
    return digits.toString();
  }

  private Optional<byte[]> bytes(String name) {
    var value = fields.path(name);
    if (!value.isTextual()) {
      return Optional.empty();
    }
    try {
      var secret = Base64Url.decode(value.textValue());
      secrets.add(secret);
      return Optional.of(secret).filter(b -> b.length == SECRET_BYTES);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
  }

  private static FieldError unknown(String name) {
    return new FieldError(FieldError.pointer("", name), "is not known here");
  }

  private static ProblemException invalid(String pointer, String detail) {
    return ProblemException.invalid(List.of(new FieldError(pointer, detail)));
  }
}
