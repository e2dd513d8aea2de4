package nl.sluis.mail;

import java.time.Duration;

/**
 * Hands one mail to the relay. A return means that the relay took it and the link may be forgotten; it does not mean
 * that anybody read it, or ever will.
 *
 * <p>A sender does not try again by itself: the caller keeps the mail, and knows until when it is worth sending. After
 * a {@link MailDelayedException} the relay may have taken the mail all the same, if the connection broke before its
 * last answer; sending the same {@link Mail} again is right then, for its Message-ID is the same.
 */
public interface MailSender {
  /** For one mail, all told: a sender that is not through by then breaks off. */
  Duration LONGEST = Duration.ofSeconds(150);

  /**
   * Blocks while the relay does, a minute per answer and {@link #LONGEST} in all.
   *
   * @throws MailRefusedException if the relay will never take this mail: final
   * @throws MailDelayedException if it may take it later, or nobody knows whether it did
   */
  void send(Mail mail) throws MailRefusedException, MailDelayedException;
}
