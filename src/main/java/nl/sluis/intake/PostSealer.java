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
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;

/** Seals all that is stored of a post, before its transaction begins: the meeting unless the sender did, contact, share and mail. */
public final class PostSealer {
  private static final byte[] NO_LINK = new byte[0];
  private final Clients clients;
  private final Vault vault;
  private final Contacts contacts;
  private final Sealer sealer;
  private final Outbox outbox;
  private final SecureRandom random;

  public PostSealer(Clients clients, Vault vault, Contacts contacts, Sealer sealer, Outbox outbox, SecureRandom random) {
    this.clients = clients;
    this.vault = vault;
    this.contacts = contacts;
    this.sealer = sealer;
    this.outbox = outbox;
    this.random = random;
  }

  /** @param request to be closed after what is returned */
  SealedPost seal(Client client, PostRequest request) {
    var ids = request instanceof SealedRequest sealed
        ? sealed.entries().stream().map(entry -> entry.sealed().id()).toList()
        : Stream.generate(this::drawId).limit(request.size()).toList();
    return new SealedPost(this, outbox, request, client.id(), clients.meetingHash(client, request.uid()), ids);
  }

  /**
   * Seals one invitation of a post.
   *
   * @param at        which of its invitees
   * @param plaintext the meeting as JSON; null where the sender sealed it
   * @throws StaleKeyException if a rotation wiped a key just now: begin again
   */
  SealedRow seal(PostRequest request, int at, String id, byte[] plaintext) {
    var contact = new Contact(request.invitee(at), request.organizer());
    if (request instanceof SealedRequest posted) {
      return keep(posted.entries().get(at).sealed(), contact, posted.delivery() == LinkDelivery.POINTER ? NO_LINK : null);
    }
    try (var sealed = sealer.seal(plaintext, Base64Url.decode(id))) {
      return keep(SealedInvitation.of(id, sealed), contact, sealed.linkSecret());
    }
  }

  /** @param linkSecret null where no mail of ours goes out */
  private SealedRow keep(SealedInvitation sealed, Contact contact, byte[] linkSecret) {
    var kept = contacts.seal(sealed.id(), contact);
    var share = vault.seal(kept.keyId(), SealedColumn.INVITATION_SHARE, sealed.id(), sealed.share());
    return new SealedRow(sealed, kept, share, linkSecret == null ? List.of() : List.of(outbox.seal(sealed.id(), linkSecret)));
  }

  private String drawId() {
    var id = new byte[16];
    random.nextBytes(id);
    return Base64Url.encode(id);
  }
}
