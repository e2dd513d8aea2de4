package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.SealedTable;
import org.junit.jupiter.api.Test;

/**
 * What no statement may forget. A row under a key that is not active is refused by the statement itself. And who changes an invitation without
 * sealing it again leaves nothing that needs a seal.
 */
class SealedInsertTest {
  private static final Pattern STATEMENT = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:INSERT|UPDATE)[^\"]*)\"", Pattern.DOTALL);
  private static final String TABLES = SealedColumn.tables().stream().map(SealedTable::table).collect(Collectors.joining("|", "(", ")"));
  private static final String MOVES = "UPDATE \\S+\\s+SET (?:(?!WHERE).)*\\bkey_id = :";
  private static final Pattern MOVES_TO_A_KEY = Pattern.compile(MOVES, Pattern.DOTALL);
  private static final Pattern WRITES_A_KEY = Pattern.compile("INSERT INTO " + TABLES + "\\s*\\(|" + MOVES, Pattern.DOTALL);

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

  /** A sealed column that stayed under the former key would not open in its row any more, and the next rotation would end the row. */
  @Test
  void whoeverMovesARowToAnotherKeyWritesAllThatIsSealedInIt() throws IOException {
    var moving = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src/main/java/nl/sluis"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        STATEMENT.matcher(Files.readString(file)).results().map(found -> found.group())
            .filter(sql -> MOVES_TO_A_KEY.matcher(sql).find()).forEach(moving::add);
      }
    }
    assertThat(moving).as("codes, endings, spoiled mails, clients").hasSizeGreaterThanOrEqualTo(3);
    for (var sql : moving) {
      SealedColumn.tables().stream().filter(table -> sql.matches("(?s).*UPDATE " + table.table() + "\\s.*"))
          .flatMap(table -> table.columns().stream())
          // Invitations seals what InvitationDao left, in the same transaction.
          .filter(column -> !column.equals("seal"))
          .forEach(column -> assertThat(sql).containsPattern("\\b" + column + " = "));
    }
  }

  @Test
  void whatAnEndErasesIsAllThatIsSealed() {
    List<String> sealed = SealedColumn.tables().stream().filter(table -> table.table().equals("invitation")).findFirst().orElseThrow()
        .columns();
    assertThat(sealed).isNotEmpty().allSatisfy(column -> assertThat(Erased.CONTENT).contains(" " + column + " = NULL"));
  }

  @Test
  void whoeverChangesInvitationsPastTheirSealErasesSealAndKey() throws IOException {
    var past = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src/main/java/nl/sluis"))) {
      // Those of InvitationDao are called by Invitations, which seals what they leave.
      for (var file : files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("InvitationDao.java")).toList()) {
        STATEMENT.matcher(whole(Files.readString(file))).results().map(found -> found.group())
            .filter(sql -> sql.contains("UPDATE invitation ")).forEach(past::add);
      }
    }
    assertThat(past).as("voiding, spoiled rows, the sweeper, reconciliation").hasSizeGreaterThanOrEqualTo(5);
    assertThat(past).allSatisfy(sql -> assertThat(sql).contains("key_id = NULL").contains("seal = NULL"));
  }

  /** @return the source with the lists of columns that statements share, as if they were written there */
  private static String whole(String source) {
    return source.replaceAll("\"\"\" \\+ Erased\\.ALL \\+ \"\"\"\n", Erased.ALL)
        .replaceAll("\"\"\" \\+ Erased\\.CONTENT \\+ \"\"\"\n", Erased.CONTENT);
  }
}
