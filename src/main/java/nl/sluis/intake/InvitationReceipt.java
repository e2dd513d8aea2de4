package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import nl.sluis.meeting.Reference;
import nl.sluis.rules.MeetingRule;
import nl.sluis.store.Invitation;

/**
 * What the scheduler gets for a post: one entry per invitee, in the order posted. Nothing in it opens anything.
 *
 * @param replaced     ids of the invitations whose place these take; absent if it is a post that takes no place
 * @param openedBefore ids of those of the former sequence that were opened; absent if it is the same sequence
 * @param refused      who was left out of a lenient post; absent if nobody was
 * @param warnings     which rules the meeting breaks; absent if it breaks none
 * @param conference   the meeting that a video service made; absent if the post did not ask for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InvitationReceipt(String meeting, int sequence, List<Entry> invitations, List<String> replaced, List<String> openedBefore,
    List<RefusedInvitee> refused, List<Warning> warnings, ConferenceView conference) {
  InvitationReceipt(String meeting, int sequence, List<Entry> invitations, List<MeetingRule> broken, ConferenceView conference) {
    this(meeting, sequence, invitations, null, null, null, broken.isEmpty() ? null : broken.stream().map(Warning::of).toList(),
        conference);
  }

  InvitationReceipt withRefused(List<RefusedInvitee> others) {
    return new InvitationReceipt(meeting, sequence, invitations, replaced, openedBefore, others.isEmpty() ? null : others, warnings,
        conference);
  }

  @Override
  public String toString() {
    return "InvitationReceipt[redacted]";
  }

  /**
   * @param endedAt   absent while it is live
   * @param attention absent when there is nothing to look at, as of every new one
   * @param ref       the scheduler's own mark; absent if there is none
   * @param existing  true if its ref was posted before; absent otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(String id, String state, String level, String reference, Instant expiresAt, Instant endedAt, String attention, String ref,
      Boolean existing) {
    static Entry ofNew(String id, String state, String level, Instant expiresAt, String ref) {
      return new Entry(id, state, level, Reference.of(id), expiresAt, null, null, ref, null);
    }

    static Entry of(Invitation invitation, Instant now, String ref, boolean isExisting) {
      return new Entry(invitation.id(), invitation.wordAt(now), invitation.level(), Reference.of(invitation.id()), invitation.expiresAt(),
          invitation.endedAt(now), invitation.attention(), ref, isExisting ? true : null);
    }

    @Override
    public String toString() {
      return "Entry[" + id + " " + state + "]";
    }
  }
}
