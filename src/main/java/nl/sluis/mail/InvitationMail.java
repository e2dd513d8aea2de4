package nl.sluis.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;

/**
 * The mail that carries the link. Whoever gets it by mistake learns that this organizer of this organization invites
 * somebody, and no more: not a word of the meeting, not the invitee's name, no phone number. The subject is the same
 * for all.
 *
 * <p>Organizer and organization are the only words of others in it, on one line each. They are not judged: a scheduler
 * can call its organizer anything, so whoever holds a client key is trusted with that.
 */
public final class InvitationMail {
  private static final List<String> BEFORE_THE_LINK = List.of("invitation.greeting", "invitation.who", "invitation.open");
  private static final List<String> AFTER_THE_LINK =
      List.of("invitation.once", "invitation.code", "invitation.password", "invitation.notForYou");
  private static final List<String> POINTER = List.of("invitation.greeting", "pointer.who", "pointer.link", "invitation.once",
      "invitation.code", "invitation.password", "pointer.notForYou");

  private final MailWords words;
  private final MessageIds messageIds;
  private final String organization;

  /**
   * @param organization    whose gateway this is
   * @param publicUrl       its host names our Message-IDs
   * @param defaultLanguage for invitees whose language we do not speak
   */
  public InvitationMail(String organization, URI publicUrl, String defaultLanguage) {
    this.words = new MailWords(defaultLanguage);
    this.messageIds = new MessageIds(publicUrl);
    this.organization = OneLine.of(organization);
  }

  /**
   * @param id   of the invitation, 22 characters; makes the Message-ID, so that every try is the same mail
   * @param link {@code publicUrl} + {@code /i#} + the link secret
   */
  public Mail compose(String id, Invitee invitee, Organizer organizer, String link) {
    var language = words.spoken(invitee.locale());
    var letter = new Letter();
    say(letter, language, organizer, BEFORE_THE_LINK);
    letter.link(link);
    say(letter, language, organizer, AFTER_THE_LINK);
    return mail(id, invitee, organizer, language, letter);
  }

  /** For an invitation that the sender sealed: says that it waits, and that the link comes from the organizer by another way. */
  public Mail composePointer(String id, Invitee invitee, Organizer organizer) {
    var language = words.spoken(invitee.locale());
    var letter = new Letter();
    say(letter, language, organizer, POINTER);
    return mail(id, invitee, organizer, language, letter);
  }

  private void say(Letter letter, String language, Organizer organizer, List<String> keys) {
    var name = OneLine.of(organizer.name());
    var values = Map.of("organizer", name.isEmpty() ? organization : name, "organization", organization);
    keys.forEach(key -> letter.say(words.say(language, key, values)));
  }

  private Mail mail(String id, Invitee invitee, Organizer organizer, String language, Letter letter) {
    var subject = words.say(language, "invitation.subject", Map.of());
    return new Mail(messageIds.ofInvitation(id), invitee.email(), null, organization, organizer.email(), subject,
        letter.text(), letter.html(language, subject));
  }
}
