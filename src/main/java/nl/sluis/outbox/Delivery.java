package nl.sluis.outbox;

import java.security.SecureRandom;
import java.time.Duration;
import nl.sluis.mail.Mail;
import nl.sluis.mail.MailDelayedException;
import nl.sluis.mail.MailRefusedException;
import nl.sluis.mail.MailSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives one mail to the relay, and decides by its answer what becomes of the mail. */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final String LATER_VERSION = "later version";
  private final MailSender sender;
  private final RelayPause relay;
  private final Outcomes outcomes;
  private final SecureRandom random;

  Delivery(MailSender sender, RelayPause relay, Outcomes outcomes, SecureRandom random) {
    this.sender = sender;
    this.relay = relay;
    this.outcomes = outcomes;
    this.random = random;
  }

  /** @return true if the relay took the mail, so that it must be booked; else its outcome is recorded */
  boolean send(Claim claim, Mail mail) {
    var entry = claim.entry();
    try {
      sender.send(mail);
      if (entry.isInvitation()) {
        relay.took(entry.id());
      } else {
        // It may know every organizer, and no invitee.
        relay.reached();
      }
      return true;
    } catch (MailRefusedException e) {
      LOG.warn("Mail {} of invitation {} was refused for good: {}", entry.kind(), entry.invitationId(), e.getMessage());
      relay.reached();
      refused(claim, e);
    } catch (MailDelayedException e) {
      LOG.warn("Mail {} of invitation {} waits, attempt {}: {}", entry.kind(), entry.invitationId(), claim.attempt(), e.getMessage());
      if (!e.isOfRelay()) {
        relay.reached();
      }
      outcomes.postpone(claim, pauseOf(claim, e, e.isOfRelay() && relay.lost(e.kind(), e.words(), entry.id())), e.word(), e.wasShown());
    }
    return false;
  }

  /** Its invitation is sealed by a later version of the gateway: the lease ends, so that one of that version can send the mail. */
  void leave(Claim claim) {
    outcomes.postpone(claim, BackOff.whileHeld(claim.attempt(), random), LATER_VERSION, false);
  }

  private void refused(Claim claim, MailRefusedException refusal) {
    if (!claim.entry().isInvitation()) {
      // The relay may know the organizer tomorrow, and there is nobody else to tell.
      outcomes.postpone(claim, BackOff.after(claim.attempt(), random), refusal.word(), refusal.wasShown());
    } else if (refusal.isOurs() || relay.mayEnd(refusal.words())) {
      outcomes.refuse(claim, refusal.wasShown());
    } else {
      outcomes.postpone(claim, BackOff.whileHeld(claim.attempt(), random), refusal.word(), refusal.wasShown());
    }
  }

  /** @param held whether all mails wait for the relay together, so that none gets a wait of its own */
  private Duration pauseOf(Claim claim, MailDelayedException trouble, boolean held) {
    if (!held) {
      return BackOff.after(claim.attempt(), random);
    }
    // What it refuses because of us may be this mail's all the same: another one asks next.
    return trouble.kind() == MailDelayedException.Kind.REFUSED ? BackOff.whileHeld(claim.attempt(), random) : Duration.ZERO;
  }
}
