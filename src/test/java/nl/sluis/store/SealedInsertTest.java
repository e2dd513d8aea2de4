package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A row under a key that is not active is refused by the statement itself: no statement that writes a key may forget to ask. */
class SealedInsertTest {
  private static final Pattern STATEMENT = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:INSERT|UPDATE)[^\"]*)\"", Pattern.DOTALL);
  private static final Pattern WRITES_A_KEY = Pattern.compile(
      "INSERT INTO (client|invitation|code|number_key|outbox)\\s*\\(|UPDATE \\S+\\s+SET (?:(?!WHERE).)*\\bkey_id = :", Pattern.DOTALL);

  @Test
  void everyStatementThatWritesAKeyAsksWhetherItIsActive() throws IOException {
    var writing = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src/main/java/nl/sluis"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        STATEMENT.matcher(Files.readString(file)).results().map(found -> found.group())
            .filter(sql -> WRITES_A_KEY.matcher(sql).find()).forEach(writing::add);
      }
    }
    assertThat(writing).as("posts, codes, numbers, mails, clients, endings, rotation, reconciliation").hasSizeGreaterThanOrEqualTo(8);
    assertThat(writing).allSatisfy(sql -> assertThat(sql).contains("sealing_key").contains("state = 'active'"));
  }
}
