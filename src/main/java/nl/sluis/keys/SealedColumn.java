package nl.sluis.keys;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every column that the {@link Vault} seals. Nothing else can be sealed, and these are what a rotation walks over: a column that it did not
 * know of would be lost together with its key.
 */
public enum SealedColumn {
  CLIENT_HASH_KEY(Table.CLIENT, "hash_key"),
  DAY_KEY_HASH_KEY(Table.DAY_KEY, "hash_key"),
  BOUNCE_KEY_HASH_KEY(Table.BOUNCE_KEY, "hash_key"),
  LEDGER_KEY_HASH_KEY(Table.LEDGER_KEY, "hash_key"),
  CONFERENCE_KEY_HASH_KEY(Table.CONFERENCE_KEY, "hash_key"),
  INVITATION_CONTACT(Table.INVITATION, "contact"),
  INVITATION_SHARE(Table.INVITATION, "share"),
  INVITATION_SEAL(Table.INVITATION, "seal"),
  CODE_HASH_KEY(Table.CODE, "hash_key"),
  MEETING_SEAL(Table.MEETING, "seal"),
  SCHEDULER_REF(Table.SCHEDULER_REF, "ref"),
  CONFERENCE_REFERENCE(Table.CONFERENCE, "reference"),
  WEBHOOK_ADDRESS(Table.WEBHOOK, "address"),
  WEBHOOK_SECRET(Table.WEBHOOK, "secret"),
  WEBHOOK_FORMER_SECRET(Table.WEBHOOK, "former_secret"),
  OUTBOX_PAYLOAD(Table.OUTBOX, "payload"),
  TEST_MESSAGE(Table.TEST_MESSAGE, "message");

  private final Table table;
  private final String column;
  private final String place;

  SealedColumn(Table table, String column) {
    this.table = table;
    this.column = column;
    this.place = table.sqlName() + "." + column;
  }

  /** @return every table with such columns, in the order in which a rotation walks over them */
  public static List<SealedTable> tables() {
    return Arrays.stream(Table.values()).map(Table::sealed).toList();
  }

  KeyFamily family() {
    return table.family;
  }

  /** @return what binds a value to its column: {@code invitation.share}. Another spelling opens no value that is stored. */
  String place() {
    return place;
  }

  /** A table with sealed columns; each has its {@code key_id}. */
  public enum Table {
    CLIENT(KeyFamily.STORE, "id"),
    DAY_KEY(KeyFamily.STORE, "id"),
    BOUNCE_KEY(KeyFamily.STORE, "id"),
    LEDGER_KEY(KeyFamily.STORE, "id"),
    CONFERENCE_KEY(KeyFamily.STORE, "id"),
    INVITATION(KeyFamily.STORE, "id", "number"),
    CODE(KeyFamily.STORE, "invitation_id"),
    MEETING(KeyFamily.STORE, "id"),
    SCHEDULER_REF(KeyFamily.STORE, "invitation_id"),
    CONFERENCE(KeyFamily.STORE, "id"),
    WEBHOOK(KeyFamily.STORE, "id"),
    OUTBOX(KeyFamily.OUTBOX, "id", "number"),
    TEST_MESSAGE(KeyFamily.OUTBOX, "id", "number");

    private final KeyFamily family;
    private final String id;
    private final String order;

    Table(KeyFamily family, String id) {
      this(family, id, id);
    }

    /** @see SealedTable */
    Table(KeyFamily family, String id, String order) {
      this.family = family;
      this.id = id;
      this.order = order;
    }

    /** @return the one with this name */
    public static Table of(SealedTable table) {
      return valueOf(table.table().toUpperCase(Locale.ROOT));
    }

    private String sqlName() {
      return name().toLowerCase(Locale.ROOT);
    }

    SealedTable sealed() {
      var columns = Arrays.stream(SealedColumn.values()).filter(one -> one.table == this).map(one -> one.column).toList();
      return new SealedTable(family, sqlName(), id, order, columns);
    }
  }
}
