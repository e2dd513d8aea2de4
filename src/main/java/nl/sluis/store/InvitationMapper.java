package nl.sluis.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a whole row, but for share and envelope. */
public final class InvitationMapper implements RowMapper<Invitation> {
  @Override
  public Invitation map(ResultSet row, StatementContext context) throws SQLException {
    var read = new InvitationRecord(row.getString("id"), row.getString("client_id"), row.getBytes("access_hash"),
        row.getBytes("meeting_hash"), row.getString("level"), row.getString("state"), row.getString("attention"), row.getInt("failures"),
        instant(row, "tried_at"), instant(row, "warned_at"), instant(row, "code_sent_at"), instant(row, "created_at"),
        instant(row, "mailed_at"), instant(row, "opened_at"), instant(row, "ended_at"), instant(row, "expires_at"),
        row.getBytes("envelope_hash"), row.getBytes("ack_hash"), row.getBytes("ticket_hash"), row.getInt("fetches"));
    return new Invitation(read.id(), read.clientId(), read.level(), read.state(), read.attention(), read.failures(), read.triedAt(),
        read.codeSentAt(), read.createdAt(), read.mailedAt(), read.openedAt(), read.endedAt(), read.expiresAt(), row.getString("key_id"),
        row.getBytes("contact"), instant(row, "erased_at"), read.digest(), row.getBytes("seal"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
