package nl.sluis.intake;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import nl.sluis.rules.Moments;
import nl.sluis.store.Conditions;

/** Reads what every post says, whoever seals: uid and sequence, when and how often it may be opened, and who is invited. */
final class FrameReader {
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9._~:-]{1,64}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
  /** What may be wrong of one invitee without the others. */
  private static final Set<String> LENIENT = Set.of("name", "email", "phone", "locale");
  private final RequestRules rules;
  private final Instant now;
  private final FieldErrors errors;
  private final boolean lenient;
  private String uid;
  private int sequence;
  private Instant opensFrom;
  private boolean exact;
  private int openings = 1;
  private List<PostedInvitee> invitees;

  /** @param lenient whether who is wrong is left out */
  FrameReader(RequestRules rules, Instant now, FieldErrors errors, boolean lenient) {
    this.rules = rules;
    this.now = now;
    this.errors = errors;
    this.lenient = lenient;
  }

  /** Of the object that has the uid. @return the sequence as posted, or null */
  Integer uidAndSequence(Fields fields) {
    uid = fields.optional("uid", FieldRules.line(255));
    var posted = fields.optionalNumber("sequence", 0, Integer.MAX_VALUE);
    sequence = requireNonNullElse(posted, 0);
    return posted;
  }

  /** Of the body. */
  void when(Fields fields) {
    opensFrom = fields.optional("opensFrom", posted -> Moments.instant(FieldRules.as(Moments::complaint).read(posted)));
    exact = fields.optionalTruth("exactOpensFrom");
    openings = requireNonNullElse(fields.optionalNumber("openings", 1, 5), 1);
  }

  /** @param sealed reads what the sender sealed of one; null where the gateway seals */
  void invitees(Fields fields, Function<Fields, SealedInvitation> sealed) {
    invitees = fields.requiredObjects("invitees", one -> new PostedInvitee(one.place(), People.invitee(one, rules),
        one.optional("ref", FrameReader::ref), one.optional("replaces", FrameReader::id), sealed == null ? null : sealed.apply(one)));
  }

  /** @param expiresAt null if it was wrong, and then there is an error */
  PostFrame read(Instant expiresAt) {
    var refused = new ArrayList<RefusedInvitee>();
    if (lenient && invitees != null) {
      leaveOut(refused);
    }
    if (invitees != null) {
      refuseRepeated();
    }
    var from = opensFrom == null || exact ? opensFrom : opensFrom.truncatedTo(ChronoUnit.DAYS);
    if (opensFrom != null && expiresAt != null && !opensFrom.isBefore(expiresAt)) {
      errors.add("/opensFrom", "must be before the end of the invitation: expiresAt, or its default");
    }
    errors.throwIfAny();
    var isOpen = from == null || !from.isAfter(now);
    return new PostFrame(requireNonNullElseGet(uid, rules::drawUid), uid == null,
        new Conditions(sequence, isOpen ? null : from.truncatedTo(ChronoUnit.MICROS), openings, expiresAt), invitees, refused);
  }

  String uid() {
    return uid;
  }

  /** Nobody is left out of a post that has nobody else. */
  private void leaveOut(List<RefusedInvitee> refused) {
    var right = new ArrayList<PostedInvitee>();
    var wrong = new ArrayList<RefusedInvitee>();
    for (var at = 0; at < invitees.size(); at++) {
      var one = invitees.get(at);
      var taken = errors.take("/invitees/" + at, LENIENT);
      if (taken.isEmpty()) {
        right.add(one);
      } else {
        wrong.add(new RefusedInvitee(one.ref(), taken));
        if (one.sealed() != null) {
          one.sealed().close();
        }
      }
    }
    if (right.isEmpty() || wrong.isEmpty()) {
      wrong.forEach(one -> one.errors().forEach(error -> errors.add(error.pointer(), error.detail())));
      return;
    }
    refused.addAll(wrong);
    invitees = right;
  }

  private void refuseRepeated() {
    var refs = new HashSet<String>();
    var addresses = new HashSet<String>();
    for (var one : invitees) {
      if (one == null) {
        continue;
      }
      if (one.ref() != null && !refs.add(one.ref())) {
        errors.add(one.pointer("ref"), "is that of another invitee of this post");
      }
      if (one.ref() == null && one.invitee().email() != null && !addresses.add(one.invitee().email().toLowerCase(Locale.ROOT))) {
        errors.add(one.pointer("email"), "is that of another invitee of this post: give each a ref if both are meant");
      }
    }
  }

  private static String ref(String posted) throws WrongFieldException {
    if (!REF.matcher(posted).matches()) {
      throw new WrongFieldException("must be 1 to 64 of A-Z a-z 0-9 . _ ~ : -");
    }
    return posted;
  }

  private static String id(String posted) throws WrongFieldException {
    if (!ID.matcher(posted).matches()) {
      throw new WrongFieldException(Succession.NOT_OF_MEETING);
    }
    return posted;
  }
}
