package nl.sluis.intake;

import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.Instant;
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

  SealedRequestReader(RequestRules rules, Instant now) {
    this.rules = rules;
    this.now = now;
  }

  SealedRequest read(ObjectNode root) {
    var fields = new Fields(root, "", errors, UNKNOWN);
    var uid = fields.optional("uid", FieldRules.line(255));
    var organizer = fields.requiredObject("organizer", People::organizer);
    var expiresAt = fields.required("expiresAt", Expiry.rule(now));
    var delivery = fields.required("delivery", LinkDelivery::read);
    var invitees = fields.requiredObjects("invitees", this::invitee);
    fields.refuseOthers();
    refuseRepeated(invitees);
    errors.throwIfAny();
    return new SealedRequest(requireNonNullElseGet(uid, rules::drawUid), organizer, expiresAt, delivery, invitees);
  }

  private SealedRequest.Entry invitee(Fields fields) {
    return new SealedRequest.Entry(People.invitee(fields, rules), fields.requiredObject("sealed", SealedRequestReader::sealed));
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
  private void refuseRepeated(List<SealedRequest.Entry> invitees) {
    var seen = new HashSet<String>();
    for (var at = 0; invitees != null && at < invitees.size(); at++) {
      var sealed = invitees.get(at) == null ? null : invitees.get(at).sealed();
      if (sealed != null && sealed.id() != null && !seen.add("id " + sealed.id())) {
        errors.add("/invitees/" + at + "/sealed/id", "is that of another invitee: seal for each anew");
      }
      if (sealed != null && sealed.accessHash() != null && !seen.add("access " + Base64Url.encode(sealed.accessHash()))) {
        errors.add("/invitees/" + at + "/sealed/accessHash", "is that of another invitee: seal for each anew");
      }
    }
  }
}
