package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** SQL for what operators see of meetings at a service. */
interface ConferenceListDao {
  @SqlQuery("SELECT COUNT(*) FROM conference WHERE state = 'held' AND ends_at > :now")
  int countHeld(Instant now);

  @SqlQuery("SELECT id, starts_at, ends_at, all_in_at FROM conference WHERE state = 'held' AND ends_at > :now ORDER BY ends_at, id LIMIT :shown")
  @RegisterConstructorMapper(ConferenceList.Held.class)
  List<ConferenceList.Held> held(Instant now, int shown);

  @SqlQuery("SELECT COUNT(*) FROM conference WHERE state = 'owed'")
  int countOwed();

  @SqlQuery("SELECT id, owed_since, attempts FROM conference WHERE state = 'owed' ORDER BY owed_since, id LIMIT :shown")
  @RegisterConstructorMapper(ConferenceList.Owed.class)
  List<ConferenceList.Owed> owed(int shown);
}
