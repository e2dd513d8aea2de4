package nl.sluis.conference;

import nl.sluis.conference.RunningDao.Running;
import nl.sluis.feed.EventType;
import nl.sluis.store.Tx;

/**
 * Tells once that everybody is inside, because no call locks a meeting, and its host has to. All who were invited have opened their invitation, so that no
 * link of theirs opens any more, and as many guests are inside. It tells, and ends nothing: who they are nobody can know here.
 */
final class AllIn {
  private AllIn() {}

  /**
   * @param meeting locked
   * @return true if this transaction tells it
   */
  static boolean tell(Tx tx, Running meeting) {
    var dao = tx.dao(RunningDao.class);
    if (meeting.allInAt() != null) {
      return false;
    }
    var invited = dao.invited(meeting.clientId(), meeting.meetingHash(), meeting.sequence(), tx.now());
    if (invited.opened() == 0 || invited.others() > 0 || dao.inside(meeting.id()) < invited.opened()
        || !tx.dao(ConferenceDao.class).allIn(meeting.id(), tx.now())) {
      return false;
    }
    tx.events().add(EventType.ALL_IN, meeting.clientId(), first(tx, meeting), invited.opened());
    return true;
  }

  /** @return the invitation by which events name the meeting; null if none is left */
  static String first(Tx tx, Running meeting) {
    return tx.dao(RunningDao.class).firstInvitation(meeting.clientId(), meeting.meetingHash(), meeting.sequence()).orElse(null);
  }
}
