package nl.sluis.crash;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One invitee of one post: what was posted, what the gateways said of it, what its scheduler did to it since, and who got in. */
final class Invited {
  final String email;
  final String phone;
  final String meeting;
  /** How often it may be opened. */
  final int openings;
  /** Of the 201, or found later; null as long as nobody knows whether it is there. */
  volatile String id;
  /** The states that its scheduler asked for, each from before the first try: revoked, replaced, cancelled. */
  final Set<String> endings = ConcurrentHashMap.newKeySet();
  /** True when the gateway answered one of those: it may have been opened before, and is opened no more. */
  volatile boolean over;
  /** True when the gateway said 204 to a revocation: it was not opened for good. */
  volatile boolean revoked;
  /** True when kills had cost the three codes of the day: it opens tomorrow. */
  volatile boolean waitsForTomorrow;
  /** Tickets that were answered with 200. */
  final Set<String> openedBy = ConcurrentHashMap.newKeySet();

  /** @param meeting as posted, JSON */
  Invited(String email, String phone, String meeting, int openings) {
    this.email = email;
    this.phone = phone;
    this.meeting = meeting;
    this.openings = openings;
  }

  /** True if all who may open it did. */
  boolean isOpened() {
    return openedBy.size() >= openings;
  }

  String digits() {
    return phone.substring(phone.length() - 4);
  }

  @Override
  public String toString() {
    return (id == null ? "unanswered" : id) + " of " + email;
  }
}
