package nl.sluis.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;
import nl.sluis.meeting.Organizer;

/**
 * Tells the organizer that an invitation is in trouble, and what to do about it: the invitee's name and the
 * invitation's id, no link, nothing of the meeting. An organizer reads this before the wrong reader has used up all
 * tries.
 */
public final class NoticeMail {
  private static final List<String> PARAGRAPHS = List.of("what", "why", "do");

  private final MailWords words;
  private final MessageIds messageIds;
  private final String organization;

  /** The same as for {@link InvitationMail#InvitationMail(String, URI, String)}. */
  public NoticeMail(String organization, URI publicUrl, String defaultLanguage) {
    this.words = new MailWords(defaultLanguage);
    this.messageIds = new MessageIds(publicUrl);
    this.organization = OneLine.of(organization);
  }

  /**
   * @param locale the invitee's, for want of the organizer's own
   * @param level  of the invitation, as {@code sealed-at-intake}
   */
  public Mail compose(String id, NoticeKind kind, String inviteeName, Organizer organizer, String locale, String level) {
    var language = words.spoken(locale);
    var values = Map.of("invitee", OneLine.of(inviteeName), "id", id);
    var key = "notice." + kind.label() + ".";
    var letter = new Letter();
    PARAGRAPHS.forEach(paragraph -> letter.say(words.say(language, key + paragraph, values)));
    letter.say(words.say(language, "notice.id", values));
    letter.say(words.say(language, "notice.level." + level, values));
    var subject = words.say(language, key + "subject", Map.of());
    return new Mail(messageIds.ofNotice(id, kind), organizer.email(), OneLine.of(organizer.name()), organization, null,
        subject, letter.text(), letter.html(language, subject));
  }
}
