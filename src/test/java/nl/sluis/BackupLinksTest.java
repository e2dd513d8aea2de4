package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Answer;
import nl.sluis.testing.BackupScript;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup overwrites what it replaces: so it replaces copies of its own, and nothing that somebody made look like one. */
class BackupLinksTest {
  private static final String DEAR = "0 what the operator would miss, in enough letters that zeros would show";
  private static LocalSluis sluis;
  private Path to;
  private Path victim;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @BeforeEach
  void lay() throws IOException {
    to = Files.createTempDirectory(sluis.folder, "to");
    victim = Files.writeString(to.resolveSibling(to.getFileName() + "-victim"), DEAR);
  }

  @Test
  void aLinkInThePlaceOfACopyIsRefusedAndWhatItPointsToStays() throws IOException {
    for (var place : List.of("keys/keyring.bcfks", "keys/keyring.bcfks.new", "database/sluis.zip")) {
      var link = to.resolve(place);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, victim);
      assertRefused(backUp(), link + " is a link");
      assertThat(link).isSymbolicLink();
      Files.delete(link);
    }
    assertThat(backUp().status()).isEqualTo(200);
  }

  @Test
  void aLinkInThePlaceOfAnUnfinishedCopyIsNotFollowed() throws IOException {
    Files.createDirectories(to.resolve("database"));
    for (var place : List.of("sluis.zip.new", ".unfinished")) {
      Files.createSymbolicLink(to.resolve("database").resolve(place), victim);
      assertThat(backUp().status()).isEqualTo(200);
      assertThat(victim).hasContent(DEAR);
    }
    var folder = Files.createDirectory(to.resolveSibling(to.getFileName() + "-folder"));
    Files.writeString(folder.resolve("sluis.zip"), DEAR);
    Files.createSymbolicLink(to.resolve("database/.unfinished"), folder);
    assertThat(backUp().status()).isEqualTo(200);
    assertThat(folder.resolve("sluis.zip")).hasContent(DEAR);
  }

  @Test
  void aLinkThatLeadsNowhereIsALinkToo() throws IOException {
    var link = Files.createSymbolicLink(Files.createDirectories(to.resolve("keys")).resolve("keyring.bcfks"), to.resolve("nowhere"));
    assertRefused(backUp(), link + " is a link");
    assertThat(to.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aFolderThatIsALinkIsRefusedBelowTheOneThatIsNamed() throws IOException {
    var elsewhere = Files.createDirectory(to.resolveSibling(to.getFileName() + "-elsewhere"));
    Files.writeString(elsewhere.resolve("keyring.bcfks"), DEAR);
    Files.writeString(elsewhere.resolve("sluis.zip"), DEAR);
    for (var folder : List.of("keys", "database")) {
      Files.createSymbolicLink(to.resolve(folder), elsewhere);
      assertRefused(backUp(), to.resolve(folder) + " is a link or no folder");
      Files.delete(to.resolve(folder));
    }
    assertThat(elsewhere.resolve("keyring.bcfks")).hasContent(DEAR);
    assertThat(elsewhere.resolve("sluis.zip")).hasContent(DEAR);
  }

  @Test
  void theFolderThatIsNamedMayBeReachedOverALink() throws IOException {
    var link = Files.createSymbolicLink(to.resolveSibling(to.getFileName() + "-link"), to);
    assertThat(sluis.operates("POST", "/tasks/backup?to=" + link).status()).isEqualTo(200);
    assertThat(to.resolve("keys/keyring.bcfks")).isRegularFile();
    assertThat(to.resolve("database/sluis.zip")).isRegularFile();
  }

  @Test
  void theKeysFolderIsKnownOverALinkToo() throws IOException {
    var link = Files.createSymbolicLink(to.resolveSibling(to.getFileName() + "-home"), sluis.folder);
    var former = Files.readAllBytes(sluis.folder.resolve("keys/keyring.bcfks"));
    for (var same : List.of(sluis.folder, link, link.resolve("keys/.."), link.resolve("."))) {
      assertThat(sluis.operates("POST", "/tasks/backup?to=" + same).http().body()).contains("is the keys folder itself");
    }
    assertThat(sluis.folder.resolve("keys/keyring.bcfks")).hasBinaryContent(former);
  }

  @Test
  void whatIsNoKeyringIsNeverOverwrittenNotEvenOverAHardLink() throws IOException {
    Files.createDirectories(to.resolve("keys"));
    for (var place : List.of("keyring.bcfks", "keyring.bcfks.new")) {
      var link = Files.createLink(to.resolve("keys").resolve(place), victim);
      assertRefused(backUp(), link + " is no keyring");
      Files.delete(link);
    }
    Files.createDirectories(to.resolve("database"));
    Files.createLink(to.resolve("database/sluis.zip"), victim);
    Files.createLink(to.resolve("database/sluis.zip.new"), victim);
    assertThat(backUp().status()).as("a name is replaced, and not what is in the file").isEqualTo(200);
    assertThat(victim).hasContent(DEAR);
  }

  @Test
  void foldersDevicesAndFilesInTheWayAreRefusedInWords() throws IOException {
    Files.createDirectories(to.resolve("keys/keyring.bcfks"));
    assertRefused(backUp(), "is a link or no file");
    for (var noFolder : List.of("/dev/null", "/dev/full", victim.toString(), victim + "/x", "/proc/self/environ", "/proc/sluis")) {
      var answer = sluis.operates("POST", "/tasks/backup?to=" + noFolder);
      assertRefused(answer, noFolder);
    }
    for (var wrong : List.of("", "relative", "./x", "~/x", "%00", "/a%0Ab", "/proc/%00")) {
      var answer = sluis.operates("POST", "/tasks/backup?to=" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void aFolderThatEverybodyMayWriteIntoIsRefused() throws IOException {
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(backUp(), "may be written by others");
    assertThat(to.resolve("keys")).doesNotExist();
  }

  @Test
  void theScriptFollowsNoLinkEither() throws IOException {
    var backup = Files.createDirectories(sluis.folder.resolve("backup"));
    assertThat(BackupScript.run(sluis, Map.of()).exitStatus()).isZero();
    var keyring = backup.resolve("keys/keyring.bcfks");
    var kept = backup.resolve("kept");
    Files.move(keyring, kept);
    Files.createSymbolicLink(keyring, victim);
    assertScriptRefuses(keyring + " is a link");
    Files.delete(keyring);
    Files.createLink(keyring, victim);
    Files.writeString(victim, "what is no keyring");
    assertScriptRefuses(keyring + " is no keyring");
    assertThat(victim).hasContent("what is no keyring");
    Files.writeString(victim, DEAR);
    Files.delete(keyring);

    var copies = Files.createDirectories(backup.resolveSibling("copies/keys"));
    Files.writeString(copies.resolve("keyring.bcfks"), DEAR);
    var unfinished = backup.resolve(".unfinished");
    Files.createSymbolicLink(unfinished, copies.getParent());
    assertScriptRefuses(unfinished + " is a link");
    Files.delete(unfinished);
    Files.createDirectory(unfinished);
    Files.createSymbolicLink(unfinished.resolve("keys"), copies);
    assertScriptRefuses(unfinished.resolve("keys") + " is a link");
    Files.delete(unfinished.resolve("keys"));
    Files.createDirectory(unfinished.resolve("keys"));
    Files.createSymbolicLink(unfinished.resolve("keys/keyring.bcfks"), victim);
    assertScriptRefuses("keyring.bcfks is a link");
    Files.delete(unfinished.resolve("keys/keyring.bcfks"));
    assertThat(copies.resolve("keyring.bcfks")).hasContent(DEAR);

    Files.move(kept, keyring);
    assertThat(BackupScript.run(sluis, Map.of("SLUIS_OPERATOR_KEY", nl.sluis.testing.Settings.OPERATOR_KEY + "\r\n")).exitStatus())
        .isZero();
    assertThat(Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private void assertScriptRefuses(String words) throws IOException {
    var script = BackupScript.run(sluis, Map.of());
    assertThat(script.exitStatus()).as(script.said()).isOne();
    assertThat(script.said()).contains(words);
    assertThat(Files.readString(victim)).doesNotContain("\0");
  }

  private void assertRefused(Answer answer, String words) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.http().body()).contains(words).doesNotContain("Exception");
    assertThat(victim).hasContent(DEAR);
  }

  private Answer backUp() {
    return sluis.operates("POST", "/tasks/backup?to=" + to);
  }
}
