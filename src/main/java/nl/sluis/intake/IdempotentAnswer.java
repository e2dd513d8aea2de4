package nl.sluis.intake;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.sluis.envelope.Base64Url;
import nl.sluis.store.Invitation;
import nl.sluis.store.Level;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Tx;

/**
 * What became of a post that was answered before.
 *
 * @param ids     as it is kept by, 16 bytes each
 * @param receipt its ids in the states of now
 * @param isVoid  true if the gateway ended all of it, so that to answer with it alone would leave the scheduler with nothing
 * @param postedAt when it was answered first
 */
record IdempotentAnswer(byte[] ids, InvitationReceipt receipt, boolean isVoid, Instant postedAt) {
  static final int ID_BYTES = 16;
  /** Of one whose tombstone is gone, for retention may be shorter than a day: nobody knows any more how it ended. */
  private static final String FORGOTTEN = "forgotten";

  /** @param conference gives what a video service made for an invitation; null for nothing */
  static IdempotentAnswer of(Tx tx, SchedulerRefs marks, IdempotencyRecord answered, String uid,
      Function<Invitation, ConferenceView> conference) {
    var ids = ids(answered);
    var refs = marks.of(tx, ids);
    var found = tx.invitations().allOf(answered.clientId(), ids).stream().collect(Collectors.toMap(Invitation::id, Function.identity()));
    var entries = ids.stream().map(id -> entry(tx, answered, id, found.get(id), refs.get(id))).toList();
    var sequence = found.values().stream().mapToInt(Invitation::sequence).max().orElse(0);
    // What the sender sealed cannot be posted twice: its link and its share are those of the dead one.
    var isVoid = Level.SEALED_AT_INTAKE.word().equals(answered.level())
        && found.size() == ids.size() && found.values().stream().allMatch(Invitation::wasEndedByTheGateway);
    return new IdempotentAnswer(answered.ids(), new InvitationReceipt(uid, sequence, entries, answered.broken(),
        found.values().stream().findFirst().map(conference).orElse(null)), isVoid,
        answered.postedAt());
  }

  private static InvitationReceipt.Entry entry(Tx tx, IdempotencyRecord answered, String id, Invitation found, String ref) {
    return found == null
        ? InvitationReceipt.Entry.ofNew(id, FORGOTTEN, answered.level(), answered.lapsesAt(), ref)
        : InvitationReceipt.Entry.of(found, tx.now(), ref, false);
  }

  static List<String> ids(IdempotencyRecord answered) {
    var ids = new ArrayList<String>();
    for (var rest = ByteBuffer.wrap(answered.ids()); rest.hasRemaining();) {
      var id = new byte[ID_BYTES];
      rest.get(id);
      ids.add(Base64Url.encode(id));
    }
    return ids;
  }

  @Override
  public String toString() {
    return "IdempotentAnswer[redacted]";
  }
}
