package nl.sluis.intake;

import java.util.ArrayList;
import java.util.List;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitedDao.Listed;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Tx;

/** Lists what a client posted, a page at a time. */
public final class InvitationLists {
  private static final int AT_ONCE = 500;
  /** So that a rare state of a million invitations is found in many short answers and not in a long one. */
  private static final int MOST_LOOKED_AT = 5_000;
  private final Database database;
  private final Clients clients;
  private final SchedulerRefs marks;

  public InvitationLists(Database database, Clients clients, SchedulerRefs marks) {
    this.database = database;
    this.clients = clients;
    this.marks = marks;
  }

  /**
   * Those of one meeting, in the order of posting.
   *
   * @param after null for the first page
   */
  InvitationView.Page ofMeeting(Client client, String uid, String after, int limit) {
    var hash = clients.meetingHash(client, uid);
    var from = after == null ? 0 : Cursor.read(after);
    return database.read(tx -> {
      var found = tx.invited().ofMeeting(client.id(), hash, from, limit + 1);
      return page(tx, uid, found.stream().limit(limit).toList(), found.size() > limit ? found.get(limit - 1).number() : null);
    });
  }

  /**
   * All of a client, the newest first. A page may have fewer than asked for, or none, and still a next one.
   *
   * @param after null for the first page
   */
  InvitationView.Page ofClient(Client client, ListFilter filter, String after, int limit) {
    var from = after == null ? Long.MAX_VALUE : Cursor.read(after);
    return database.read(tx -> {
      var shown = new ArrayList<Listed>();
      var before = from;
      for (var lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += AT_ONCE) {
        var found = tx.invited().ofClient(client.id(), before, AT_ONCE);
        for (var one : found) {
          if (filter.endsAt(one.invitation())) {
            return page(tx, null, shown, null);
          }
          if (filter.takes(one.invitation(), tx.now())) {
            if (shown.size() == limit) {
              return page(tx, null, shown, before);
            }
            shown.add(one);
          }
          before = one.number();
        }
        if (found.size() < AT_ONCE) {
          return page(tx, null, shown, null);
        }
      }
      return page(tx, null, shown, before);
    });
  }

  /** @param next null on the last page */
  private InvitationView.Page page(Tx tx, String uid, List<Listed> listed, Long next) {
    var refs = marks.of(tx, listed.stream().map(Listed::invitation).map(Invitation::id).toList());
    var views = listed.stream().map(Listed::invitation).map(one -> InvitationView.of(tx, one, refs.get(one.id()))).toList();
    return new InvitationView.Page(uid, views, next == null ? null : Cursor.of(next));
  }
}
