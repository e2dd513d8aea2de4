package nl.sluis.intake;

import java.util.List;
import nl.sluis.store.Conditions;

/**
 * What every post says, whoever seals.
 *
 * @param uid      the scheduler's or a drawn one
 * @param isDrawn  whether the gateway drew it, so that nobody posted to it before
 * @param refused  who was left out, because the scheduler asked for that
 */
record PostFrame(String uid, boolean isDrawn, Conditions conditions, List<PostedInvitee> invitees, List<RefusedInvitee> refused) {
  PostFrame {
    invitees = List.copyOf(invitees);
    refused = List.copyOf(refused);
  }

  @Override
  public String toString() {
    return "PostFrame[redacted]";
  }
}
