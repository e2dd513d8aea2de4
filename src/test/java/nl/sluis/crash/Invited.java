package nl.sluis.crash;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One invitee of one post: what was posted, what the gateways said of it, and who got in. */
final class Invited {
  final String email;
  final String phone;
  final String meeting;
  /** Of the 201, or found later; null as long as nobody knows whether it is there. */
  volatile String id;
  /** True from before the first try to revoke. */
  volatile boolean revoking;
  /** True when the gateway said 204. */
  volatile boolean revoked;
  /** True when kills had cost the three codes of the day: it opens tomorrow. */
  volatile boolean waitsForTomorrow;
  /** Tickets that were answered with 200. */
  final Set<String> openedBy = ConcurrentHashMap.newKeySet();

  /** @param meeting as posted, JSON */
  Invited(String email, String phone, String meeting) {
    this.email = email;
    this.phone = phone;
    this.meeting = meeting;
  }

  String digits() {
    return phone.substring(phone.length() - 4);
  }

  @Override
  public String toString() {
    return (id == null ? "unanswered" : id) + " of " + email;
  }
}
