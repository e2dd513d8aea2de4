package nl.sluis.intake;

import nl.sluis.limit.Use;

/**
 * How much a post asks for, known before any of it is sealed.
 *
 * @param bytes of the meeting, once for each invitee; of what the sender sealed those of the body
 */
record PostSize(int invitations, long bytes) {
  static PostSize of(RequestBody body) {
    var invitees = body.root().path("invitees");
    // What is no list is refused in words.
    var invitations = invitees.isArray() ? Math.max(1, invitees.size()) : 1;
    return new PostSize(invitations, body.isSealed() ? body.bytes().length : (long) invitations * body.meetingBytes());
  }

  /** @return of some of its invitations, as if all were alike */
  PostSize share(int some) {
    return new PostSize(some, bytes * some / invitations);
  }

  Use use() {
    return new Use(invitations, bytes);
  }
}
