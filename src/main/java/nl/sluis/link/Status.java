package nl.sluis.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.code.Codes;
import nl.sluis.code.PendingCode;
import nl.sluis.meeting.Reference;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Meetings;
import nl.sluis.store.Openings;
import nl.sluis.store.Tx;

/** Tells the page where an invitation stands. Nothing is spent by looking. */
public final class Status {
  static final int DIGITS = 4;
  private final Database database;
  private final Contacts contacts;
  private final Codes codes;
  private final Meetings meetings;
  private final Failures failures;
  private final CodeConfiguration configuration;
  private final String organization;
  private final boolean logo;

  /** @param logo whether the organization has one */
  public Status(Database database, Contacts contacts, Codes codes, Meetings meetings, Failures failures, CodeConfiguration configuration,
      String organization,
      boolean logo) {
    this.database = database;
    this.contacts = contacts;
    this.codes = codes;
    this.meetings = meetings;
    this.failures = failures;
    this.configuration = configuration;
    this.organization = organization;
    this.logo = logo;
  }

  /** For what need not be told to a stranger; whoever opens something finds out by that. */
  boolean isKnown(Visit visit) {
    try {
      return database.read(tx -> Links.known(tx, visit)) != null;
    } catch (ProblemException e) {
      return false;
    }
  }

  LinkStatus of(Visit visit) {
    return database.read(tx -> {
      var seen = tx.openings().see(Links.known(tx, visit));
      try {
        return of(tx, seen, contacts.open(seen.invitation()));
      } catch (ProblemException e) {
        return of(tx, new Openings.Seen(seen.invitation().tampered(), seen.times()), null);
      }
    });
  }

  private LinkStatus of(Tx tx, Openings.Seen seen, Contact contact) {
    var invitation = seen.invitation();
    var isLive = invitation.isLiveAt(tx.now());
    var code = isLive ? codes.pending(tx, invitation.id()).map(pending -> codeStatus(tx, invitation, pending)).orElse(null) : null;
    var ended = invitation.endedAt(tx.now());
    // Of a tampered one nobody knows to which meeting it belongs.
    var cancelled = isLive || invitation.stateAt(tx.now()) == InvitationState.TAMPERED
        ? Optional.<Instant>empty()
        : meetings.cancelledAt(tx, invitation.row().meetingHash());
    var state = cancelled.isPresent() ? InvitationState.CANCELLED.word() : invitation.wordAt(tx.now());
    var at = cancelled.orElse(ended);
    return new LinkStatus(state, at == null ? null : at.toString(), organization, contact == null ? null : contact.organizer().name(),
        contact == null ? null : contact.invitee().locale(), invitation.level(), Reference.of(invitation.id()), logo ? true : null, DIGITS,
        configuration.length(), failures.left(invitation), code,
        new LinkStatus.OpeningsStatus(invitation.openings(), seen.left(tx.now()), seen.times()),
        opensFrom(tx, invitation),
        invitation.sequence() == 0 ? null : invitation.sequence(),
        cancelled.isEmpty() && contact != null && Asking.isAskable(invitation, tx.now()) ? true : null);
  }

  private LinkStatus.CodeStatus codeStatus(Tx tx, Invitation invitation, PendingCode pending) {
    return new LinkStatus.CodeStatus(pending.reference(), pending.expiresAt(),
        secondsToResend(invitation.codeSentAt(), pending, configuration, tx.now()));
  }

  private static Instant opensFrom(Tx tx, Invitation invitation) {
    return invitation.opensFrom() != null && invitation.opensFrom().isAfter(tx.now()) ? invitation.opensFrom() : null;
  }

  /**
   * The code is read after its invitation, and may have been committed in between. Then the invitation knows of an older code or of none, and
   * the code itself says when it was drawn.
   */
  static long secondsToResend(Instant sentAt, PendingCode code, CodeConfiguration configuration, Instant now) {
    var drawnAt = code.expiresAt().minusSeconds(configuration.validFor().toSeconds());
    var latest = sentAt == null || sentAt.isBefore(drawnAt) ? drawnAt : sentAt;
    var next = latest.plusSeconds(configuration.resendAfter().toSeconds());
    return Math.max(0, Duration.between(now, next).plusMillis(999).toSeconds());
  }
}
