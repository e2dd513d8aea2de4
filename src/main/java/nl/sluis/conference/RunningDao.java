package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for meetings that run. It is called by {@link RunningMeetings} and {@link AllIn}. */
interface RunningDao {
  String COLUMNS = "id, client_id, meeting_hash, sequence, ended_at, all_in_at";

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM conference WHERE provider_id_hash = :hash AND state = 'held')")
  boolean isKnown(byte[] hash);

  /** Messages of one meeting are taken one after the other, on all gateways. */
  @SqlQuery("SELECT " + COLUMNS + " FROM conference WHERE provider_id_hash = :hash AND state = 'held' LIMIT 1 FOR UPDATE")
  @RegisterConstructorMapper(Running.class)
  Optional<Running> lockByProviderId(byte[] hash);

  @SqlQuery("SELECT " + COLUMNS + " FROM conference WHERE id = :id AND state = 'held' FOR UPDATE")
  @RegisterConstructorMapper(Running.class)
  Optional<Running> lock(String id);

  /** @return false if it came before */
  @SqlUpdate("""
      INSERT INTO conference_message (digest, came_at)
      SELECT :digest, :now WHERE NOT EXISTS (SELECT 1 FROM conference_message WHERE digest = :digest)
      """)
  boolean note(byte[] digest, Instant now);

  @SqlQuery("SELECT joined_at, left_at FROM conference_participant WHERE conference_id = :id AND participant_hash = :hash")
  @RegisterConstructorMapper(Presence.class)
  Optional<Presence> presence(String id, byte[] hash);

  @SqlUpdate("""
      INSERT INTO conference_participant (conference_id, participant_hash, joined_at, left_at) VALUES (:id, :hash, :joinedAt, :leftAt)
      """)
  void insert(String id, byte[] hash, Instant joinedAt, Instant leftAt);

  @SqlUpdate("""
      UPDATE conference_participant SET joined_at = :joinedAt, left_at = :leftAt WHERE conference_id = :id AND participant_hash = :hash
      """)
  void update(String id, byte[] hash, Instant joinedAt, Instant leftAt);

  @SqlQuery("SELECT COUNT(*) FROM conference_participant WHERE conference_id = :id")
  int known(String id);

  /** How many joined, and did not leave since. */
  @SqlQuery("""
      SELECT COUNT(*) FROM conference_participant WHERE conference_id = :id AND joined_at IS NOT NULL AND COALESCE(left_at < joined_at, TRUE)
      """)
  int inside(String id);

  @SqlUpdate("UPDATE conference SET ended_at = :endedAt WHERE id = :id")
  void end(String id, Instant endedAt);

  /** Who came after that moment belongs to a meeting that was opened once more. */
  @SqlUpdate("""
      DELETE FROM conference_participant
      WHERE conference_id = :id AND COALESCE(joined_at <= :until, TRUE) AND COALESCE(left_at <= :until, TRUE)
      """)
  void forget(String id, Instant until);

  /** Of those who were invited and not uninvited by their scheduler, how many opened their invitation for good, and how many did not. */
  @SqlQuery("""
      SELECT COUNT(CASE WHEN state = 'opened' AND (ended_at IS NOT NULL OR expires_at <= :now) THEN 1 END) AS opened,
        COUNT(CASE WHEN state <> 'opened' OR ended_at IS NULL AND expires_at > :now THEN 1 END) AS others
      FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash AND COALESCE(sequence, 0) = :sequence
        AND state NOT IN ('revoked', 'replaced', 'cancelled', 'closed')
      """)
  @RegisterConstructorMapper(Invited.class)
  Invited invited(String clientId, byte[] meetingHash, int sequence, Instant now);

  /** By which events name the meeting. */
  @SqlQuery("""
      SELECT id FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash AND COALESCE(sequence, 0) = :sequence
      ORDER BY number LIMIT 1
      """)
  Optional<String> firstInvitation(String clientId, byte[] meetingHash, int sequence);

  /** Meetings in which somebody is known to be, or to have been. */
  @SqlQuery("""
      SELECT DISTINCT p.conference_id FROM conference_participant p JOIN conference c ON c.id = p.conference_id
      WHERE c.all_in_at IS NULL AND p.conference_id > :after ORDER BY p.conference_id LIMIT :batch
      """)
  List<String> waiting(String after, int batch);

  @SqlUpdate("""
      DELETE FROM conference_message WHERE came_at <= :since
        AND digest IN (SELECT digest FROM conference_message WHERE came_at <= :since LIMIT :batch)
      """)
  int forgetMessages(Instant since, int batch);

  @SqlUpdate("""
      DELETE FROM conference_participant WHERE (conference_id, participant_hash) IN (
        SELECT p.conference_id, p.participant_hash FROM conference_participant p JOIN conference c ON c.id = p.conference_id
        WHERE c.ends_at <= :since OR c.state <> 'held' LIMIT :batch)
      """)
  int forgetParticipants(Instant since, int batch);

  /** A meeting that is held at the service, or is to come. */
  record Running(String id, String clientId, byte[] meetingHash, int sequence, Instant endedAt, Instant allInAt) {
    @Override
    public String toString() {
      return "Running[" + id + "]";
    }
  }

  /**
   * @param joinedAt when this participant came the last time; null while only the leaving is known
   * @param leftAt   when the participant left the last time; null before that
   */
  record Presence(Instant joinedAt, Instant leftAt) {
    /** @return with what happened last of its kind, because messages come in any order */
    Presence with(ConferenceEvent event) {
      return event.kind() == ConferenceEvent.Kind.JOINED
          ? new Presence(later(joinedAt, event.at()), leftAt)
          : new Presence(joinedAt, later(leftAt, event.at()));
    }

    private static Instant later(Instant known, Instant told) {
      return known == null || told.isAfter(known) ? told : known;
    }
  }

  record Invited(int opened, int others) {}
}
