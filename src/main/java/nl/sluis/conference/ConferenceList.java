package nl.sluis.conference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/** Shows the operator what is known of the video service, its account and our meetings there: ids and times. */
public final class ConferenceList {
  private static final int SHOWN = 100;
  private final MeetingProvider provider;
  private final AccountLooks looks;
  private final Database database;
  private final Function<Tx, List<HostLeft>> left;

  /** @param left how many meetings each host may make today */
  public ConferenceList(MeetingProvider provider, AccountLooks looks, Database database, Function<Tx, List<HostLeft>> left) {
    this.provider = provider;
    this.looks = looks;
    this.database = database;
    this.left = left;
  }

  /**
   * @param heldToCome how many meetings are to come
   * @param held       of those the hundred that end first
   * @param owedInAll  how many are to be deleted at the service
   * @param owed       of those the hundred that are owed the longest
   */
  public record View(String provider, List<HostLeft> hosts, AccountView account, int heldToCome, List<Held> held, int owedInAll,
      List<Owed> owed) {}

  /** @param leftToday how many meetings may still be made for this host today (UTC) */
  public record HostLeft(String host, int leftToday) {}

  /** @param id as stands in the audit log, and in the meeting at the service; @param allInAt when all were inside; absent before */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Held(String id, Instant startsAt, Instant endsAt, Instant allInAt) {}

  /** @param attempts how often a gateway began to delete it */
  public record Owed(String id, Instant owedSince, int attempts) {}

  public View read() {
    var account = looks.read();
    return database.read(tx -> {
      var dao = tx.dao(ConferenceListDao.class);
      return new View(provider.name(), left.apply(tx), account, dao.countHeld(tx.now()), dao.held(tx.now(), SHOWN), dao.countOwed(),
          dao.owed(SHOWN));
    });
  }
}
