package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The columns that the vault seals are those of the schema, so that none is sealed and then forgotten by a rotation. */
class SealedColumnTest {
  /** Bytes that are not sealed: digests, what the sender sealed, and what stands under a pad. */
  private static final List<String> NOT_SEALED = List.of("client_key.key_hash", "invitation.access_hash", "invitation.meeting_hash",
      "envelope.envelope", "invitation.envelope_hash", "invitation.ack_hash", "invitation.ticket_hash", "invitation.openings_hash",
      "opening.ticket_hash",
      "scheduler_ref.ref_hash", "code.hash",
      "idempotency.key_hash", "idempotency.body_hash", "idempotency.ids", "idempotency.masked_uid", "used_meeting_id.id_hash",
      "used_meeting_id.uid_hash", "conference.meeting_hash", "conference.host_hash", "conference.provider_id_hash", "conference.post_hash",
      "conference_message.digest", "conference_participant.participant_hash");

  /** Rows that are stored open by these spellings and no others. */
  @Test
  void theyAreSpelledAsTheyEverWere() {
    assertThat(places()).containsExactly("client.hash_key", "day_key.hash_key", "bounce_key.hash_key", "ledger_key.hash_key",
        "conference_key.hash_key", "invitation.contact",
        "invitation.share", "invitation.seal",
        "code.hash_key", "meeting.seal", "scheduler_ref.ref", "conference.reference", "webhook.address", "webhook.secret",
        "webhook.former_secret", "outbox.payload", "test_message.message");
    assertThat(SealedColumn.values()).extracting(SealedColumn::family).containsOnly(KeyFamily.STORE, KeyFamily.OUTBOX);
    assertThat(Arrays.stream(SealedColumn.values()).filter(column -> column.family() == KeyFamily.OUTBOX))
        .containsExactly(SealedColumn.OUTBOX_PAYLOAD, SealedColumn.TEST_MESSAGE);
  }

  @Test
  void aRotationWalksOverEachOfThem() {
    var walked = SealedColumn.tables().stream().flatMap(table -> table.columns().stream().map(table::place)).toList();

    assertThat(walked).containsExactlyElementsOf(places());
    assertThat(SealedColumn.tables()).allSatisfy(table -> assertThat(SealedColumn.Table.of(table).sealed()).isEqualTo(table));
  }

  private static List<String> places() {
    return Arrays.stream(SealedColumn.values()).map(SealedColumn::place).toList();
  }

  abstract static class Contract {
    Jdbi jdbi;
    Plans plans;

    abstract Supplier<Plans> plans();

    @BeforeAll
    void open() {
      plans = plans().get();
      jdbi = plans.jdbi();
    }

    @AfterAll
    void close() {
      plans.close();
    }

    @Test
    void everyTableThatNamesAKeyIsOneOfThem() {
      var naming = columns("column_name IN ('key_id', 'KEY_ID')").stream().map(name -> name.substring(0, name.indexOf('.'))).toList();

      assertThat(naming).containsExactlyInAnyOrderElementsOf(SealedColumn.tables().stream().map(SealedTable::table).toList());
    }

    @Test
    void everyColumnOfBytesIsSealedOrKnownNotToBe() {
      var bytes = columns("data_type IN ('bytea', 'BINARY VARYING')");

      assertThat(bytes).containsExactlyInAnyOrderElementsOf(Stream.concat(places().stream(), NOT_SEALED.stream()).toList());
    }

    @Test
    void theDatabaseDestroysNoKeyUnderThem() throws SQLException {
      for (var table : SealedColumn.tables()) {
        assertThat(references(table.table())).as(table.table()).contains("key_id > sealing_key");
      }
    }

    @Test
    void aRotationFindsTheirTablesByIdAndOrder() {
      jdbi.useHandle(handle -> SealedColumn.tables().forEach(table -> {
        var rows = new SealedRows(table);
        assertThat(rows.read(handle, "none", null)).as(table.table()).isEmpty();
        assertThat(rows.anyUnder(handle, "none")).isFalse();
      }));
    }

    private List<String> columns(String which) {
      return jdbi.withHandle(handle -> handle.createQuery("SELECT table_name || '.' || column_name FROM information_schema.columns"
          + " WHERE table_schema IN ('public', 'PUBLIC') AND table_name <> 'flyway_schema_history' AND " + which)
          .mapTo(String.class).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    private List<String> references(String table) throws SQLException {
      return jdbi.withHandle(handle -> {
        var metadata = handle.getConnection().getMetaData();
        var found = new ArrayList<String>();
        try (var keys = metadata.getImportedKeys(null, null,
            metadata.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table)) {
          while (keys.next()) {
            found.add((keys.getString("FKCOLUMN_NAME") + " > " + keys.getString("PKTABLE_NAME")).toLowerCase(Locale.ROOT));
          }
        }
        return found;
      });
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends Contract {
    @Override
    Supplier<Plans> plans() {
      return Plans::onH2;
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Tag("slow")
  class OnPostgres extends Contract {
    @Override
    Supplier<Plans> plans() {
      return Plans::onPostgres;
    }
  }
}
