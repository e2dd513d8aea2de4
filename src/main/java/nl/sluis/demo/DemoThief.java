package nl.sluis.demo;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.EnvelopeException;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.envelope.Opener;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** Somebody who has a copy of the database and reads the mailbox, but has neither the keys nor the phone. */
public final class DemoThief {
  private static final int SHOWN_BYTES = 24;
  private static final int SHARE_BYTES = 32;
  private static final String GUESS = "0000";
  private final DemoHttp http;
  private final String publicUrl;
  private final DemoMailbox mailbox;
  private final Supplier<Optional<Map<String, Object>>> newest;
  private final Pattern link;

  /** @param newest the newest row of invitation with its envelope, by the names of the columns, as it lies in the database */
  public DemoThief(String publicUrl, DemoMailbox mailbox, Supplier<Optional<Map<String, Object>>> newest) {
    this.http = new DemoHttp(publicUrl);
    this.publicUrl = publicUrl;
    this.mailbox = mailbox;
    this.newest = newest;
    this.link = Pattern.compile(Pattern.quote(publicUrl + "/i#") + "([\\w-]{43})");
  }

  /**
   * Tries to open the newest invitation by what lies in database and mailbox. It costs one of the ten tries.
   *
   * @throws ProblemException 404 if none was posted
   */
  Loot steal() {
    var row = newest.get().orElseThrow(() -> new ProblemException(Problem.UNKNOWN_MEETING));
    var columns = new ArrayList<Column>();
    row.forEach((name, value) -> columns.add(Column.of(name, value)));
    for (var mail : mailbox.messages()) {
      var found = link.matcher(mail.text());
      if (found.find()) {
        var secret = LinkSecret.of(Base64Url.decode(found.group(1)));
        if (MessageDigest.isEqual(LinkSecret.accessHash(secret.access()), (byte[]) row.get("access_hash"))) {
          return new Loot(columns, mail.number(), List.of(withTheMail(secret), withBoth(secret, row)));
        }
      }
    }
    return new Loot(columns, null, List.of());
  }

  private Attempt withTheMail(LinkSecret secret) {
    var answer = http.post("/link/code", Map.of("access", Base64Url.encode(secret.access()), "digits", GUESS), "Origin", publicUrl);
    return new Attempt("mail", answer.status(), answer.body());
  }

  /** The share is sealed under a key that is not in the database: as it lies there it is none. */
  private static Attempt withBoth(LinkSecret secret, Map<String, Object> row) {
    if (row.get("envelope") == null || row.get("share") == null) {
      return new Attempt("both", 0, Map.of("result", "nothing-left"));
    }
    var share = Arrays.copyOf((byte[]) row.get("share"), SHARE_BYTES);
    try {
      Opener.open((byte[]) row.get("envelope"), secret.bytes(), share, Base64Url.decode((String) row.get("id")));
      return new Attempt("both", 0, Map.of("result", "opened"));
    } catch (EnvelopeException e) {
      return new Attempt("both", 0, Map.of("result", "does-not-open"));
    }
  }

  /**
   * @param row      as it lies in the database
   * @param mail     number of the mail with its link; null if none has come yet
   * @param attempts to open it
   */
  record Loot(List<Column> row, Integer mail, List<Attempt> attempts) {}

  /**
   * @param with   mail, or both
   * @param status of the gateway's answer; 0 where none was asked
   */
  record Attempt(String with, int status, Map<String, Object> answer) {}

  /**
   * @param value null where nothing is; of bytes the first, in hexadecimal
   * @param bytes how many there are; null where it is no bytes
   */
  record Column(String column, String value, Integer bytes) {
    static Column of(String column, Object value) {
      if (value instanceof byte[] bytes) {
        var first = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
        return new Column(column, first, bytes.length);
      }
      return new Column(column, value == null ? null : value.toString(), null);
    }
  }
}
