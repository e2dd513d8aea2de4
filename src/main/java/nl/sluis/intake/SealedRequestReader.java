package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.EnvelopeShape;
import nl.sluis.envelope.LinkSecret;

/** Walks through one request whose meeting the sender sealed. What would carry plaintext or a link secret is refused by its name. */
final class SealedRequestReader {
  private static final String UNKNOWN = "is not a known field: an invitation sealed by the sender is posted without plaintext and without link secret";
  private final RequestRules rules;
  private final Instant now;
  private final FieldErrors errors = new FieldErrors();
  private final FrameReader frame;

  /** @param lenient whether an invitee who is wrong is left out */
  SealedRequestReader(RequestRules rules, Instant now, boolean lenient) {
    this.rules = rules;
    this.now = now;
    this.frame = new FrameReader(rules, now, errors, lenient);
  }

  SealedRequest read(ObjectNode root) {
    var fields = new Fields(root, "", errors, UNKNOWN);
    frame.uidAndSequence(fields);
    var organizer = fields.requiredObject("organizer", People::organizer);
    var expiresAt = fields.required("expiresAt", Expiry.rule(now));
    var delivery = fields.required("delivery", LinkDelivery::read);
    var sealed = new ArrayList<SealedInvitation>();
    frame.invitees(fields, one -> {
      sealed.add(one.requiredObject("sealed", SealedRequestReader::sealed));
      return sealed.get(sealed.size() - 1);
    });
    frame.when(fields);
    fields.refuseOthers();
    refuseRepeated(sealed);
    var read = frame.read(expiresAt);
    return new SealedRequest(People.addressed(organizer, rules), delivery, read);
  }

  private static SealedInvitation sealed(Fields fields) {
    var id = fields.required("id", FieldRules.bytes(16));
    var share = fields.required("share", FieldRules.bytes(32));
    var envelope = fields.required("envelope", SealedRequestReader::envelope);
    var accessHash = fields.required("accessHash", FieldRules.bytes(32));
    var ackHash = fields.required("ackHash", FieldRules.bytes(32));
    if (share != null && accessHash != null && isLinkSecretOf(share, accessHash)) {
      // Then the gateway would hold what it must never have, and the page could open nothing.
      fields.refuse("share", "is the link secret; the share is the other of the two");
    }
    return new SealedInvitation(id == null ? null : Base64Url.encode(id), share, envelope, accessHash, ackHash);
  }

  private static byte[] envelope(String posted) throws WrongFieldException {
    var envelope = FieldRules.base64Url(posted);
    if (!EnvelopeShape.hasVersion(envelope)) {
      throw new WrongFieldException("must begin with the version byte 1");
    }
    if (!EnvelopeShape.hasLength(envelope)) {
      throw new WrongFieldException("must be 61 bytes and a multiple of 1,024 bytes, at most " + EnvelopeShape.MAX_BLOCKS + " times");
    }
    return envelope;
  }

  private static boolean isLinkSecretOf(byte[] share, byte[] accessHash) {
    try (var secret = LinkSecret.of(share)) {
      return MessageDigest.isEqual(LinkSecret.accessHash(secret.access()), accessHash);
    }
  }

  /** One sealing is for one invitee: with the same, two people would share a link, a count of tries and an end. */
  private void refuseRepeated(List<SealedInvitation> all) {
    var seen = new HashSet<String>();
    for (var at = 0; at < all.size(); at++) {
      var sealed = all.get(at);
      if (sealed != null && sealed.id() != null && !seen.add("id " + sealed.id())) {
        errors.add("/invitees/" + at + "/sealed/id", "is that of another invitee: seal for each anew");
      }
      if (sealed != null && sealed.accessHash() != null && !seen.add("access " + Base64Url.encode(sealed.accessHash()))) {
        errors.add("/invitees/" + at + "/sealed/accessHash", "is that of another invitee: seal for each anew");
      }
    }
  }
}
