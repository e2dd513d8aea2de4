package nl.sluis.mail;

import java.net.URI;
import nl.sluis.brand.Brand;
import nl.sluis.meeting.Organizer;
import nl.sluis.words.Words;

/**
 * Tells an invitee that the appointment of an earlier invitation is cancelled. It says no more than that invitation's mail did: who invited,
 * and the reference. It has no link, not a word of the meeting, and not the invitee's name.
 */
public final class CancellationMail {
  private final Words words;
  private final MessageIds messageIds;
  private final String organization;
  private final Brand brand;

  /** The same as for {@link InvitationMail#InvitationMail(String, URI, String, Brand)}. */
  public CancellationMail(String organization, URI publicUrl, String defaultLanguage, Brand brand) {
    this.words = new Words("mail", defaultLanguage);
    this.messageIds = new MessageIds(publicUrl);
    this.organization = OneLine.of(organization);
    this.brand = brand;
  }

  /**
   * @param id     of the invitation that was cancelled; makes the Message-ID, so that every try is the same mail
   * @param email  of the invitee
   * @param locale of the invitee
   */
  public Mail compose(String id, String email, String locale, Organizer organizer) {
    var say = Sayer.of(words, id, locale, organizer, organization);
    var letter = new Letter(brand, organization);
    letter.say(say.of("invitation.greeting"));
    letter.say(say.of("cancellation.what"));
    letter.say(say.of("cancellation.do"));
    letter.points(say.of("invitation.genuine"), say.all("invitation.genuine.ask", "cancellation.reference"));
    letter.close(say.of("pointer.notForYou"));
    var subject = say.of("cancellation.subject");
    return new Mail(messageIds.ofCancellation(id), email, null, organization, organizer.email(), subject, letter.text(),
        letter.html(say.language(), subject));
  }
}
