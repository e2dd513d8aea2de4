package nl.sluis.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import nl.sluis.secret.Hashes;
import org.jdbi.v3.core.Jdbi;

/** The digest of version 1 as gateways made it before there were versions, kept as the record of what lies in databases. Never to be changed. */
final class FormerSeal {
  private FormerSeal() {}

  /** @return what stands before the columns of a later version */
  static byte[] spelled(Jdbi jdbi, String id) {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM invitation WHERE id = :id").bind("id", id)
        .map((row, context) -> spelled(row)).one());
  }

  static byte[] digest(Jdbi jdbi, String id) {
    return Hashes.sha256(spelled(jdbi, id));
  }

  private static byte[] spelled(ResultSet row) throws SQLException {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      put(out, row.getString("id"), row.getString("client_id"));
      put(out, row.getBytes("access_hash"), row.getBytes("meeting_hash"));
      put(out, row.getString("level"), row.getString("state"), row.getString("attention"));
      out.writeInt(row.getInt("failures"));
      put(out, instant(row, "tried_at"), instant(row, "warned_at"), instant(row, "code_sent_at"), instant(row, "created_at"),
          instant(row, "mailed_at"), instant(row, "opened_at"), instant(row, "ended_at"), instant(row, "expires_at"));
      put(out, row.getBytes("envelope_hash"), row.getBytes("ack_hash"), row.getBytes("ticket_hash"));
      out.writeInt(row.getInt("fetches"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static void put(DataOutputStream out, String... values) throws IOException {
    for (var value : values) {
      put(out, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(DataOutputStream out, Instant... values) throws IOException {
    for (var value : values) {
      put(out, value == null ? null : value.truncatedTo(ChronoUnit.MICROS).toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void put(DataOutputStream out, byte[]... values) throws IOException {
    for (var value : values) {
      out.writeBoolean(value != null);
      if (value != null) {
        out.writeInt(value.length);
        out.write(value);
      }
    }
  }
}
