package nl.sluis.intake;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.Sealer;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.outbox.Outbox;
import nl.sluis.store.Caller;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.SchedulerRefDao;
import nl.sluis.store.SchedulerRefs;

/** Seals all that is stored of a post, before its transaction begins: the meeting unless the sender did, contact, share and mail. */
public final class PostSealer {
  private static final byte[] NO_LINK = new byte[0];
  private final Clients clients;
  private final Vault vault;
  private final Contacts contacts;
  private final SchedulerRefs marks;
  private final Sealer sealer;
  private final Outbox outbox;
  private final SecureRandom random;

  public PostSealer(Clients clients, Vault vault, Contacts contacts, SchedulerRefs marks, Sealer sealer, Outbox outbox,
      SecureRandom random) {
    this.clients = clients;
    this.vault = vault;
    this.contacts = contacts;
    this.marks = marks;
    this.sealer = sealer;
    this.outbox = outbox;
    this.random = random;
  }

  /** @param request to be closed after what is returned */
  SealedPost seal(Caller caller, PostRequest request) {
    var client = caller.client();
    var ids = request instanceof SealedRequest sealed
        ? sealed.invitees().stream().map(one -> one.sealed().id()).toList()
        : Stream.generate(this::drawId).limit(request.size()).toList();
    return new SealedPost(this, outbox, marks, request, caller, meetingHash(client, request), refHashes(client, request),
        ids);
  }

  byte[] meetingHash(Client client, PostRequest request) {
    return clients.meetingHash(client, request.uid());
  }

  /** @return one for each invitee, in order; null where there is no ref */
  List<byte[]> refHashes(Client client, PostRequest request) {
    return request.invitees().stream().map(PostedInvitee::ref)
        .map(ref -> ref == null ? null : clients.refHash(client, request.uid(), request.conditions().sequence(), ref)).toList();
  }

  /**
   * Seals one invitation of a post.
   *
   * @param at        which of its invitees
   * @param refHash   of its ref, null if there is none
   * @param plaintext the meeting as JSON; null where the sender sealed it
   * @throws StaleKeyException if a rotation wiped a key just now: begin again
   */
  SealedRow seal(PostRequest request, int at, String id, byte[] refHash, byte[] plaintext) {
    var contact = new Contact(request.invitee(at), request.organizer());
    var posted = request.invitees().get(at);
    var mark = refHash == null ? List.<SchedulerRefDao.Row>of() : List.of(marks.seal(id, refHash, posted.ref()));
    if (request instanceof SealedRequest bySender) {
      return keep(posted.sealed(), contact, mark, bySender.delivery() == LinkDelivery.POINTER ? NO_LINK : null);
    }
    try (var sealed = sealer.seal(plaintext, Base64Url.decode(id))) {
      return keep(SealedInvitation.of(id, sealed), contact, mark, sealed.linkSecret());
    }
  }

  /** @param linkSecret null where no mail of ours goes out */
  private SealedRow keep(SealedInvitation sealed, Contact contact, List<SchedulerRefDao.Row> mark, byte[] linkSecret) {
    var kept = contacts.seal(sealed.id(), contact);
    var share = vault.seal(kept.keyId(), SealedColumn.INVITATION_SHARE, sealed.id(), sealed.share());
    return new SealedRow(sealed, kept, share, linkSecret == null ? List.of() : List.of(outbox.seal(sealed.id(), linkSecret)), mark);
  }

  private String drawId() {
    var id = new byte[16];
    random.nextBytes(id);
    return Base64Url.encode(id);
  }
}
