package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import nl.sluis.testing.BackupScript;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Thief;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill of docs/operations.md, step by step, on real files and with the script that operators run. The day before is lived once; each test
 * begins with a copy of its folder.
 */
@Tag("slow")
class RestoreDrillTest {
  private static final int SHARE_BYTES = 32;

  @TempDir static Path day;
  private static LocalSluis sluis;
  private static Posted opened;
  private static LinkHolder visitor;
  private static String code;
  private static Posted waiting;
  private static LinkHolder holder;
  private static ObjectNode moved;
  private static Posted movedPosted;
  private static LinkHolder early;
  private static LinkHolder late;
  private static String lateCode;
  private static FeedReader follower;
  private static String endOfDay;

  /** A backup is made; then one invitation is opened, and a try of another is spent. */
  @BeforeAll
  static void liveThroughADay() throws Exception {
    sluis = LocalSluis.started();
    opened = sluis.postsInterview();
    waiting = sluis.postsInterview();
    visitor = sluis.holderOf(opened);
    holder = sluis.holderOf(waiting);
    code = sluis.codeFor(visitor, opened);
    await().until(() -> sluis.find(waiting.id()).text("state"), "mailed"::equals);
    movesAMeeting();

    assertThat(backUp()).contains("database: " + databaseBackup(), "keys: " + keysBackup());

    var released = visitor.releases(code);
    assertThat(visitor.opens(released)).isEqualTo(opened.meeting());
    assertThat(visitor.acknowledges(released).status()).isEqualTo(204);
    assertThat(holder.asksForCode(waiting.digits().equals("0000") ? "1111" : "0000").status()).isEqualTo(403);
    sluis.clock.advance(Duration.ofSeconds(61));
    late = new LinkHolder(sluis.settings.publicUrl(), "#" + IndependentOpener.encode(early.linkSecret()));
    lateCode = sluis.codeFor(late, movedPosted);
    assertThat(late.releases(lateCode).status()).as("the second of three").isEqualTo(200);
    follower = new FeedReader(() -> sluis.settings.publicUrl(), sluis.clientKey());
    await().until(() -> follower.reads().stream().anyMatch(event -> FeedReader.said(event).equals("invitation.opened opening=2")));
    endOfDay = follower.cursor();
    sluis.stop();
    copy(sluis.folder, day);
  }

  /** A meeting at its second state, whose invitation was opened once of three times. */
  private static void movesAMeeting() {
    moved = Meetings.request().put("openings", 3);
    moved.withObject("/meeting").put("sequence", 1);
    var email = "moved@restored.example";
    var phone = Numbers.next();
    moved.withArray("invitees").removeAll().addObject()
        .put("name", "Invitee Moved").put("email", email).put("phone", phone).put("locale", "nl").put("ref", "candidate-17");
    var id = sluis.post(moved).json().at("/invitations/0/id").asText();
    movedPosted = new Posted(id, email, phone, moved.path("meeting").toString());
    early = sluis.holderOf(movedPosted);
    assertThat(early.releases(sluis.codeFor(early, movedPosted)).status()).isEqualTo(200);
  }

  @BeforeEach
  void beginTheNextDay() throws IOException {
    try (var files = Files.walk(sluis.folder)) {
      for (var file : files.filter(one -> !one.equals(sluis.folder)).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    copy(day, sluis.folder);
    sluis.start();
  }

  @AfterEach
  void stop() {
    sluis.stop();
  }

  @AfterAll
  static void close() {
    sluis.close();
  }

  @Test
  void aBackupIsForItsOwnerOnlyAndIsReplacedByTheNext() throws Exception {
    for (var folder : List.of(databaseBackup().getParent(), keysBackup().getParent())) {
      assertThat(mode(folder)).isEqualTo("rwx------");
    }
    assertThat(mode(keysBackup())).isEqualTo("rw-------");
    var former = Files.readAllBytes(keysBackup());
    var sameBlocks = Files.createLink(sluis.folder.resolve("link"), keysBackup());

    backUp();

    assertThat(Files.readAllBytes(keysBackup())).isNotEqualTo(former);
    assertThat(Files.readAllBytes(sameBlocks)).as("an older keyring keeps older backups readable").isEqualTo(new byte[former.length]);
    try (var files = Files.walk(sluis.folder.resolve("backup"))) {
      assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrder(databaseBackup(), keysBackup());
    }
    assertThat(sluis.operates("POST", "/tasks/backup?to=relative").status()).isEqualTo(422);
    assertThat(sluis.operates("POST", "/tasks/backup?to=" + sluis.folder.resolve("keys")).http().body()).contains("goes elsewhere");
  }

  @Test
  void aBackupThatCannotBeWrittenSaysSoInWords() throws Exception {
    var to = sluis.folder.resolve("to");
    Files.createDirectories(to.resolve("database/.unfinished/full"));
    var answer = sluis.operates("POST", "/tasks/backup?to=" + to);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.http().body()).contains("could not be written to " + to, "may write there", "space");
  }

  @Test
  void afterARotationTheOldBackupOpensNothingWithTheKeysOfToday() throws Exception {
    var database = unzip(sluis.folder.resolve("stolen"));
    assertThat(thief(database, keysBackup()).carve("invitation.share", "", SHARE_BYTES)).as("with the keyring of its time")
        .hasSizeGreaterThanOrEqualTo(2);

    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);

    var keyring = sluis.folder.resolve("keys/keyring.bcfks");
    var today = thief(database, keyring);
    assertThat(today.keys()).isEqualTo(2);
    assertThat(today.carve("invitation.share", "", SHARE_BYTES)).isEmpty();
    assertThat(today.carve("outbox.payload", ".invitation", SHARE_BYTES)).isEmpty();
    assertThat(today.carve("client.hash_key", "", SHARE_BYTES)).isEmpty();
  }

  @Test
  void yesterdaysDatabaseIsRefusedThoughNoKeyWasRotatedSince() throws Exception {
    sluis.stop();
    putBackDatabase();

    assertThat(sluis.refusesToStart())
        .contains("The database is older than the keyring", "put back from a backup", "would be live again", "reconcile config.yml");

    reconcileAndStart();
  }

  @Test
  void thePairOfTheBackupIsRefusedToo() throws Exception {
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    sluis.stop();
    putBackDatabase();
    putBackKeys();

    assertThat(sluis.refusesToStart()).contains("The database is older than the keyring", "reconcile config.yml");

    reconcileAndStart();
  }

  @Test
  void yesterdaysDatabaseWithKeysThatWereRotatedSinceComesBackWithoutThem() throws Exception {
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    sluis.stop();
    putBackDatabase();

    assertThat(sluis.refusesToStart()).contains("The database is older than the keyring", "reconcile config.yml");

    reconcileAndStart();
    sluis.stop();
    assertThat(thief(unzip(sluis.folder.resolve("stolen")), keyring()).keys()).as("none that opens copies of what was lost").isEqualTo(2);
    sluis.start();
  }

  @Test
  void yesterdaysKeyringIsRefusedAndTodaysIsTheCure() throws Exception {
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    sluis.stop();
    var today = Files.copy(keyring(), sluis.folder.resolve("today"));
    putBackKeys();

    assertThat(sluis.refusesToStart()).contains("does not hold", "or an older one", "from the backup that belongs to it",
        "reconcile config.yml");

    Files.move(today, keyring(), StandardCopyOption.REPLACE_EXISTING);
    sluis.start();
    assertThat(sluis.find(waiting.id()).text("state")).as("nothing was lost").isEqualTo("mailed");
    assertThat(holder.opens(holder.releases(sluis.codeFor(holder, waiting)))).isEqualTo(waiting.meeting());
  }

  @Test
  void aLostKeyringIsRefusedAndReconciled() throws Exception {
    sluis.stop();
    Files.delete(keyring());

    assertThat(sluis.refusesToStart()).contains("is not there", "Put it back from its backup", "If it is lost", "reconcile config.yml");

    reconcileAndStart();
  }

  @Test
  void theKeyringOfAnotherGatewayIsRefusedAndReconciled() throws Exception {
    try (var other = LocalSluis.started()) {
      other.stop();
      sluis.stop();
      Files.copy(other.folder.resolve("keys/keyring.bcfks"), keyring(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(other.folder.resolve("secrets/keyring-password"), password(), StandardCopyOption.REPLACE_EXISTING);
      other.start();
    }
    assertThat(sluis.refusesToStart()).contains("This is not the keyring of this database", "reconcile config.yml");

    reconcileAndStart();
  }

  @Test
  void whereNothingIsWrongReconcileChangesNothing() {
    sluis.stop();
    sluis.runs("reconcile");
    sluis.start();
    assertThat(sluis.find(waiting.id()).text("state")).isEqualTo("mailed");
    assertThat(sluis.find(opened.id()).text("state")).isEqualTo("opened");
    assertThat(follower.asks(500, 0, endOfDay).status()).as("the same feed").isEqualTo(200);
  }

  @Test
  void aChangedPasswordOpensTheKeyringAndTheFormerNoLonger() throws Exception {
    sluis.stop();
    var next = sluis.folder.resolve("secrets/next");
    sluis.runs("change-keyring-password", "--to", next.toString());

    assertThat(mode(next)).isEqualTo("rw-------");
    assertThat(sluis.refusesToStart()).contains("does not open", "password");
    Files.move(next, password(), StandardCopyOption.REPLACE_EXISTING);
    sluis.start();
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    assertThat(holder.opens(holder.releases(sluis.codeFor(holder, waiting)))).isEqualTo(waiting.meeting());
  }

  /** Service is back, and nothing from before is live: neither what was opened nor what has its tries again. */
  private void reconcileAndStart() {
    sluis.runs("reconcile");
    sluis.start();

    assertThat(visitor.releases(code).status()).as("opened before the restore").isEqualTo(410);
    assertThat(visitor.fetches().status()).isEqualTo(404);
    assertThat(holder.asksForCode(waiting.digits()).status()).isEqualTo(410);
    assertThat(sluis.find(waiting.id()).text("state")).isEqualTo("revoked");
    assertThat(sluis.find(waiting.id()).text("attention")).isEqualTo("restored");
    assertThat(sluis.find(opened.id()).text("state")).isIn("opened", "revoked");
    assertThat(sluis.operates("GET", "/healthcheck").status()).isEqualTo(200);

    assertThat(early.fetches().status()).as("opened before the backup").isEqualTo(404);
    assertThat(late.fetches().status()).as("opened after it").isEqualTo(404);
    assertThat(late.releases(lateCode).status()).isEqualTo(410);
    assertThat(sluis.ask("GET", "/v1/invitations?attention=restored&limit=500").json().findValuesAsText("id")).contains(movedPosted.id());
    aMovedMeetingGoesOn();
    theFeedBeginsAgain();

    var anew = sluis.postsInterview();
    var invitee = sluis.holderOf(anew);
    assertThat(invitee.opens(invitee.releases(sluis.codeFor(invitee, anew)))).isEqualTo(anew.meeting());
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
  }

  private static void theFeedBeginsAgain() {
    assertThat(follower.asks(500, 0, endOfDay).problem()).isEqualTo("cursor-lost");
    follower.startAgain();
    var told = new ArrayList<JsonNode>();
    await().until(() -> told.addAll(follower.reads()) && told.stream().anyMatch(event -> isRestored(event, movedPosted))
        && told.stream().anyMatch(event -> isRestored(event, waiting)));
    assertThat(told).extracting(event -> event.path("id").asText()).doesNotHaveDuplicates();
    assertThat(follower.reads()).isEmpty();
  }

  private static boolean isRestored(JsonNode event, Posted posted) {
    return event.path("invitation").asText().equals(posted.id())
        && FeedReader.said(event).equals("invitation.revoked attention=restored");
  }

  private static void aMovedMeetingGoesOn() {
    var uid = moved.at("/meeting/uid").asText();
    var email = "again." + System.nanoTime() + "@restored.example";
    var again = moved.deepCopy();
    ((ObjectNode) again.at("/invitees/0")).put("replaces", movedPosted.id()).put("email", email);
    var answer = sluis.post(again);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    var id = answer.json().at("/invitations/0/id").asText();
    assertThat(id).isNotEqualTo(movedPosted.id());
    var repeated = sluis.post(again);
    assertThat(repeated.status()).as("without an Idempotency-Key: " + repeated).isEqualTo(201);
    assertThat(repeated.json().at("/invitations/0/id").asText()).as("its ref is there").isEqualTo(id);
    var next = sluis.holderOf(new Posted(id, email, movedPosted.phone(), movedPosted.meeting()));
    assertThat(next.opens(next.releases(sluis.codeFor(next, movedPosted)))).contains(moved.at("/meeting/title").asText());
    var lower = moved.deepCopy();
    lower.withObject("/meeting").put("sequence", 0);
    assertThat(sluis.post(lower).problem()).as("where it stands is known, or is said by its invitations").isEqualTo("stale-sequence");
    var cancelled = Meetings.JSON.createObjectNode().put("uid", uid).put("sequence", 2);
    assertThat(Http.send("POST", sluis.settings.publicUrl() + "/v1/meetings/cancel", cancelled.toString(), "Authorization",
        "Bearer " + sluis.clientKey()).status()).isEqualTo(200);
    assertThat(sluis.find(id).text("state")).isEqualTo("cancelled");
  }

  private static String backUp() {
    var script = BackupScript.run(sluis, Map.of());
    assertThat(script.exitStatus()).as(script.said()).isZero();
    return script.said();
  }

  private static Path databaseBackup() {
    return sluis.folder.resolve("backup/database/sluis.zip");
  }

  private static Path keysBackup() {
    return sluis.folder.resolve("backup/keys/keyring.bcfks");
  }

  private Path keyring() {
    return sluis.folder.resolve("keys/keyring.bcfks");
  }

  private Path password() {
    return sluis.folder.resolve("secrets/keyring-password");
  }

  private void putBackDatabase() throws IOException {
    unzip(sluis.folder.resolve("data"));
  }

  private void putBackKeys() throws IOException {
    Files.copy(keysBackup(), keyring(), StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Path> unzip(Path to) throws IOException {
    Files.createDirectories(to);
    try (var zip = new ZipFile(databaseBackup().toFile())) {
      for (var entry : zip.stream().toList()) {
        Files.copy(zip.getInputStream(entry), to.resolve(entry.getName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (var files = Files.list(to)) {
      return files.toList();
    }
  }

  private Thief thief(List<Path> database, Path keyring) throws IOException {
    return new Thief(database, keyring, Files.readString(password()).strip().toCharArray());
  }

  /** With modes, which a start looks at. */
  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(one -> !one.equals(from)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
