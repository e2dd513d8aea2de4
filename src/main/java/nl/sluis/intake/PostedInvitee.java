package nl.sluis.intake;

import nl.sluis.meeting.Invitee;

/**
 * Who is asked to a meeting, and what the scheduler says of the invitation.
 *
 * @param at       which of the posted invitees
 * @param ref      the scheduler's own mark; null for none
 * @param replaces id of the invitation whose place this one takes; null for none
 * @param sealed   what the sender sealed for them alone; null where the gateway seals
 */
record PostedInvitee(int at, Invitee invitee, String ref, String replaces, SealedInvitation sealed) {
  String pointer(String field) {
    return "/invitees/" + at + "/" + field;
  }

  @Override
  public String toString() {
    return "PostedInvitee[" + at + "]";
  }
}
