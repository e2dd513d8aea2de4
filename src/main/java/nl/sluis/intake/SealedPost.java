package nl.sluis.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.outbox.Outbox;
import nl.sluis.store.NewInvitation;
import nl.sluis.store.Tx;

/**
 * A post that is ready to be stored. What fits into a piece of two mebibytes is sealed before the transaction, which is nearly every post; of a
 * larger one the rest is sealed in it, a piece at a time, so that its size does not decide about our memory. If a rotation was faster, the next
 * try of the transaction seals all of it again, under the keys of then.
 */
final class SealedPost implements AutoCloseable {
  private static final int PIECE_BYTES = 2 * 1_048_576;
  private final PostSealer sealer;
  private final Outbox outbox;
  private final PostRequest request;
  private final String clientId;
  private final byte[] meetingHash;
  private final List<String> ids;
  private final byte[] plaintext;
  private final InvitationReceipt receipt;
  private List<SealedRow> ready;

  SealedPost(PostSealer sealer, Outbox outbox, PostRequest request, String clientId, byte[] meetingHash, List<String> ids) {
    this.sealer = sealer;
    this.outbox = outbox;
    this.request = request;
    this.clientId = clientId;
    this.meetingHash = meetingHash;
    this.ids = ids;
    this.plaintext = request instanceof InvitationRequest posted ? posted.meeting().toJson() : null;
    this.receipt = new InvitationReceipt(request.uid(), ids.stream().map(id -> new InvitationReceipt.Entry(id, request.state().word(),
        request.level().word(), request.expiresAt())).toList());
    this.ready = pieceOrNull();
  }

  /** What its scheduler gets when it is stored. */
  InvitationReceipt receipt() {
    return receipt;
  }

  /** Stores it; called once in each try of a transaction. */
  void store(Tx tx) {
    try {
      for (var at = 0; at < ids.size();) {
        var piece = at == 0 && ready != null ? ready : piece(at);
        store(tx, piece, at);
        at += piece.size();
      }
    } catch (StaleKeyException e) {
      ready = null;
      throw e;
    }
  }

  private void store(Tx tx, List<SealedRow> piece, int at) {
    if (!tx.invitations().insert(piece.stream().map(row -> invitation(tx, row)).toList())) {
      throw new StaleKeyException("invitation", piece.get(0).contact().keyId());
    }
    outbox.enqueue(tx, piece.stream().flatMap(row -> row.mail().stream()).toList(), request.expiresAt(), at);
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
      var row = sealer.seal(request, at, ids.get(at), plaintext);
      rows.add(row);
      bytes += row.bytes();
    }
    return rows;
  }

  private NewInvitation invitation(Tx tx, SealedRow row) {
    var sealed = row.sealed();
    return new NewInvitation(NewInvitation.row(sealed.id(), clientId, sealed.accessHash(), meetingHash, request.level(), request.state(),
        tx.now(), request.expiresAt(), sealed.envelope(), sealed.ackHash()), row.contact().keyId(), row.contact().bytes(),
        row.share().bytes(), sealed.envelope());
  }

  @Override
  public void close() {
    if (plaintext != null) {
      Arrays.fill(plaintext, (byte) 0);
    }
  }
}
