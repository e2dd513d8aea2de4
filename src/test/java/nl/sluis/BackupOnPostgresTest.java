package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import nl.sluis.testing.BackupScript;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code bin/backup} on PostgreSQL, and back: what the drill of docs/operations.md does differently there. */
@Tag("slow")
class BackupOnPostgresTest {
  private static Postgres postgres;
  private static LocalSluis sluis;
  private static String url;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
    postgres.execute("CREATE DATABASE sluis");
    sluis = LocalSluis.started(settings -> {
      postgres.holds(settings);
      url = settings.value("database.url").replaceAll("/postgres$", "/sluis");
      settings.set("database.url", url);
    });
  }

  @AfterAll
  static void close() {
    sluis.close();
    postgres.close();
  }

  @Test
  void aScriptThatDoesNotKnowOfPostgreSqlDoesNotPassForABackup() {
    var script = BackupScript.run(sluis, Map.of());
    assertThat(script.exitStatus()).isOne();
    assertThat(script.said()).contains("The keyring alone", "SLUIS_DATABASE_URL");
  }

  @Test
  void whatWasDumpedComesBackAndIsRefusedUntilItIsReconciled() throws IOException {
    var client = major(BackupScript.run(new ProcessBuilder("sh", "-c", "pg_dump --version || true")).said());
    assumeThat(client).as("pg_dump is here, and not older than the server").isGreaterThanOrEqualTo(major(postgres.version()));
    var opened = sluis.postsInterview();
    var visitor = sluis.holderOf(opened);
    var code = sluis.codeFor(visitor, opened);
    await().until(() -> sluis.find(opened.id()).text("state"), "mailed"::equals);

    var script = BackupScript.run(sluis, Map.of("SLUIS_DATABASE_URL", url, "SLUIS_DATABASE_USER", "postgres"));
    assertThat(script.exitStatus()).as(script.said()).isZero();
    var dump = sluis.folder.resolve("backup/database/sluis.dump");
    assertThat(script.said()).contains("database: " + dump, "keys: " + sluis.folder.resolve("backup/keys/keyring.bcfks"));
    assertThat(backup()).containsOnlyKeys("database/sluis.dump", "keys/keyring.bcfks");
    assertThat(visitor.opens(visitor.releases(code))).isEqualTo(opened.meeting());

    sluis.stop();
    postgres.execute("DROP DATABASE sluis");
    postgres.execute("CREATE DATABASE sluis");
    var restore = BackupScript.run(new ProcessBuilder("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
        "--username=postgres", "--dbname=" + url.substring("jdbc:".length()), dump.toString()));
    assertThat(restore.exitStatus()).as(restore.said()).isZero();

    assertThatThrownBy(sluis::start).hasStackTraceContaining("The database is older than the keyring");
    sluis.runs("reconcile");
    sluis.start();
    assertThat(visitor.releases(code).status()).as("opened before the restore").isEqualTo(410);
    var anew = sluis.postsInterview();
    var invitee = sluis.holderOf(anew);
    assertThat(invitee.opens(invitee.releases(sluis.codeFor(invitee, anew)))).isEqualTo(anew.meeting());
  }

  /** The second dump is asked for because keys were rotated while the first was made; by then a keyring was copied. */
  @Test
  void aBackupThatFailsHalfwayLeavesTheFormerOneWhole() throws IOException {
    assertThat(backUpBy("echo yesterday >\"$file\"").exitStatus()).isZero();
    var former = backup();
    assertThat(former).containsOnlyKeys("database/sluis.dump", "keys/keyring.bcfks");

    var script = backUpBy("""
        echo today >"$file"
        [ ! -e "$0.called" ] || exit 1
        touch "$0.called"
        . bin/lib/ask
        printf 'Authorization: Bearer %s\n' "$SLUIS_OPERATOR_KEY" >"$0.header"
        ask POST "$SLUIS_ADMIN_PORT" /tasks/rotate-keys "$0.header" >/dev/null
        """);

    assertThat(script.exitStatus()).as(script.said()).isNotZero();
    assertThat(script.said()).contains("Keys were rotated meanwhile");
    assertThat(backup()).isEqualTo(former);
    assertThat(backUpBy("echo tomorrow >\"$file\"").exitStatus()).isZero();
    assertThat(backup()).containsEntry("database/sluis.dump", "dG9tb3Jyb3cK").doesNotContainEntry("keys/keyring.bcfks",
        former.get("keys/keyring.bcfks"));
  }

  /** @param dump what a pg_dump of the test's own does, told where to by {@code $file} */
  private static BackupScript backUpBy(String dump) throws IOException {
    var tools = Files.createDirectories(sluis.folder.resolve("tools"));
    var program = tools.resolve("pg_dump");
    Files.writeString(program, "#!/usr/bin/env bash\nset -e\nfor a; do case $a in --file=*) file=${a#--file=} ;; esac; done\n" + dump);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return BackupScript.run(sluis, Map.of("SLUIS_DATABASE_URL", url, "PATH", tools + ":" + System.getenv("PATH")));
  }

  /** @return what lies in the backup's folder, by path, in base64 */
  private static Map<String, String> backup() throws IOException {
    var found = new HashMap<String, String>();
    var folder = sluis.folder.resolve("backup");
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        found.put(folder.relativize(file).toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    return found;
  }

  /** @return the first number in it; 0 if there is none */
  private static int major(String words) {
    var digits = words.replaceAll("(?s)^\\D*(\\d*).*", "$1");
    return words.contains("not found") || digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
