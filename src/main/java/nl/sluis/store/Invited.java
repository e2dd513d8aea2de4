package nl.sluis.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import nl.sluis.store.InvitedDao.Listed;

/** All invitations of a meeting, or of a client, in one transaction. They are locked in the order of posting, behind the row of the meeting. */
public final class Invited {
  private final InvitedDao dao;
  private final Invitations invitations;
  private final Instant now;

  Invited(InvitedDao dao, Invitations invitations, Instant now) {
    this.dao = dao;
    this.invitations = invitations;
    this.now = now;
  }

  /** @see InvitedDao#ofMeeting */
  public List<Listed> ofMeeting(String clientId, byte[] meetingHash, long after, int limit) {
    invitations.rows().write();
    return dao.ofMeeting(clientId, meetingHash, after, limit).stream().map(this::judged).toList();
  }

  /** @see InvitedDao#ofClient */
  public List<Listed> ofClient(String clientId, long before, int limit) {
    invitations.rows().write();
    return dao.ofClient(clientId, before, limit).stream().map(this::judged).toList();
  }

  /** @see InvitedDao#unsent */
  public Set<String> unsent(List<String> ids) {
    return Set.copyOf(dao.unsent(ids));
  }

  /**
   * Locks all of a meeting that can be opened, and these of it, in the order of posting.
   *
   * @return each as it is; one that cannot be believed is tampered
   */
  public List<Invitation> lockLive(String clientId, byte[] meetingHash, Collection<String> ids) {
    invitations.rows().write();
    return dao.lockLive(clientId, meetingHash, now, List.copyOf(ids)).stream().map(invitations.rows()::held).toList();
  }

  /** @see InvitedDao#countLive */
  public int countLive(String clientId, byte[] meetingHash) {
    invitations.rows().write();
    return dao.countLive(clientId, meetingHash, now);
  }

  /** @see InvitedDao#isAnybodyInvited */
  public boolean isAnybodyInvited(String clientId, byte[] meetingHash, int sequence) {
    invitations.rows().write();
    return dao.isAnybodyInvited(clientId, meetingHash, sequence, now);
  }

  /** @see InvitedDao#opened */
  public List<String> opened(String clientId, byte[] meetingHash, int sequence) {
    invitations.rows().write();
    return dao.opened(clientId, meetingHash, sequence);
  }

  /** @return the highest sequence that was posted of a meeting; empty if nothing was */
  public OptionalInt highestSequence(String clientId, byte[] meetingHash) {
    var highest = dao.highestSequence(clientId, meetingHash);
    return highest == null ? OptionalInt.empty() : OptionalInt.of(highest);
  }

  /** Locks those of these that are of this meeting, in the order of posting. @return each as it is; one that cannot be believed is tampered */
  public List<Invitation> lockOf(String clientId, byte[] meetingHash, Collection<String> ids) {
    invitations.rows().write();
    return ids.isEmpty()
        ? List.of()
        : dao.lockOf(clientId, meetingHash, List.copyOf(ids)).stream().map(invitations.rows()::held).toList();
  }

  private Listed judged(Listed read) {
    return new Listed(read.number(), invitations.rows().judged(read.invitation()));
  }
}
