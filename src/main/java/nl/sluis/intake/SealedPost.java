package nl.sluis.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.outbox.Outbox;
import nl.sluis.rules.MeetingRule;
import nl.sluis.store.Caller;
import nl.sluis.store.NewInvitation;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Tx;

/**
 * A post that is ready to be stored. What fits into a piece of two mebibytes is sealed before the transaction, which is nearly every post; of a
 * larger one the rest is sealed in it, a piece at a time, so that its size does not decide about our memory. Each further try of the transaction
 * seals all of it again, under the keys of then.
 */
final class SealedPost implements AutoCloseable {
  private static final int PIECE_BYTES = 2 * 1_048_576;
  private static final int MOST_WITH_OTHERS = 10;
  private final PostSealer sealer;
  private final Outbox outbox;
  private final SchedulerRefs marks;
  private final PostRequest request;
  private final Caller caller;
  private final byte[] meetingHash;
  private final List<byte[]> refHashes;
  private final List<String> ids;
  private final byte[] plaintext;
  private List<SealedRow> ready;

  /** @param refHashes of its invitees, in order; null where there is no ref */
  SealedPost(PostSealer sealer, Outbox outbox, SchedulerRefs marks, PostRequest request, Caller caller, byte[] meetingHash,
      List<byte[]> refHashes, List<String> ids) {
    this.sealer = sealer;
    this.outbox = outbox;
    this.marks = marks;
    this.request = request;
    this.caller = caller;
    this.meetingHash = meetingHash;
    this.refHashes = refHashes;
    this.ids = ids;
    this.plaintext = request instanceof InvitationRequest posted ? posted.meeting().toJson() : null;
    this.ready = pieceOrNull();
  }

  /** @return whether it is so small, and reads so little, that it is stored together with others */
  boolean joinsOthers() {
    return request instanceof InvitationRequest posted && posted.conference() == null && request.conditions().sequence() == 0
        && ids.size() <= MOST_WITH_OTHERS && request.invitees().stream().allMatch(one -> one.replaces() == null);
  }

  /** @return the id of the row that it locks; empty if its meeting has none */
  String locks() {
    return request.frame().isDrawn() ? "" : Base64Url.encode(meetingHash);
  }

  Succession.Succeeded settle(Tx tx, Succession succession) {
    return succession.settle(tx, caller, request, meetingHash, refHashes);
  }

  byte[] meetingHash() {
    return meetingHash;
  }

  /**
   * What its scheduler gets when it is stored.
   *
   * @param broken rules that the meeting breaks
   */
  InvitationReceipt receipt(Tx tx, Succession.Succeeded succeeded, List<MeetingRule> broken) {
    var entries = new ArrayList<InvitationReceipt.Entry>();
    for (var at = 0; at < ids.size(); at++) {
      var existing = succeeded.existing().get(at);
      var ref = request.invitees().get(at).ref();
      entries.add(existing == null
          ? InvitationReceipt.Entry.ofNew(ids.get(at), request.state().word(), request.level().word(), request.conditions().expiresAt(),
              ref)
          : InvitationReceipt.Entry.of(existing, tx.now(), ref, true));
    }
    var refused = request.frame().refused();
    var making = request instanceof InvitationRequest posted && succeeded.existing().isEmpty() ? posted.making() : null;
    return new InvitationReceipt(request.uid(), request.conditions().sequence(), entries, succeeded.replaced(), succeeded.openedBefore(),
        refused.isEmpty() ? null : refused, broken.isEmpty() ? null : broken.stream().map(Warning::of).toList(),
        making == null ? null : ConferenceView.of(making));
  }

  /**
   * Stores it; called once in each try of a transaction.
   *
   * @param existing places of the invitees who have an invitation
   */
  void store(Tx tx, Set<Integer> existing) {
    var first = ready;
    // The next try seals anew: a key may have been retired.
    ready = null;
    for (var at = 0; at < ids.size();) {
      var piece = at == 0 && first != null ? first : piece(at);
      store(tx, without(existing, piece, at), at);
      at += piece.size();
    }
  }

  private static List<SealedRow> without(Set<Integer> existing, List<SealedRow> piece, int from) {
    return existing.isEmpty()
        ? piece
        : IntStream.range(0, piece.size()).filter(at -> !existing.contains(from + at)).mapToObj(piece::get).toList();
  }

  private void store(Tx tx, List<SealedRow> rows, int at) {
    if (rows.isEmpty()) {
      return;
    }
    tx.invitations().insert(rows.stream().map(row -> invitation(tx, row)).toList());
    marks.insert(tx, rows.stream().flatMap(row -> row.mark().stream()).toList());
    outbox.enqueue(tx, rows.stream().flatMap(row -> row.mail().stream()).toList(), request.conditions().expiresAt(), at);
  }

  private List<SealedRow> pieceOrNull() {
    try {
      return piece(0);
    } catch (StaleKeyException e) {
      // A rotation was faster. The transaction looks for the new key.
      return null;
    }
  }

  private List<SealedRow> piece(int from) {
    var rows = new ArrayList<SealedRow>();
    for (int at = from, bytes = 0; at < ids.size() && bytes < PIECE_BYTES; at++) {
      var row = sealer.seal(request, at, ids.get(at), refHashes.get(at), plaintext);
      rows.add(row);
      bytes += row.bytes();
    }
    return rows;
  }

  private NewInvitation invitation(Tx tx, SealedRow row) {
    var sealed = row.sealed();
    return new NewInvitation(
        NewInvitation.row(sealed.id(), caller.client().id(), sealed.accessHash(), meetingHash, request.level(), request.state(),
            tx.now(), request.conditions(), sealed.envelope(), sealed.ackHash()),
        row.contact().keyId(), row.contact().bytes(),
        row.share().bytes(), sealed.envelope());
  }

  @Override
  public void close() {
    if (plaintext != null) {
      Arrays.fill(plaintext, (byte) 0);
    }
  }
}
