package nl.sluis.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;
import nl.sluis.brand.Brand;
import nl.sluis.meeting.Organizer;
import nl.sluis.meeting.Reference;
import nl.sluis.words.Words;

/**
 * Tells the organizer that an invitation is in trouble, or that a new one is asked for, and what to do about it: the invitee's name where it
 * is still known, the invitation's id, no link, nothing of the meeting. An organizer reads this before the wrong reader has used up all tries.
 */
public final class NoticeMail {
  private static final List<String> PARAGRAPHS = List.of("what", "why", "do");

  private final Words words;
  private final MessageIds messageIds;
  private final String organization;
  private final Brand brand;

  /** The same as for {@link InvitationMail#InvitationMail(String, URI, String, Brand)}. */
  public NoticeMail(String organization, URI publicUrl, String defaultLanguage, Brand brand) {
    this.words = new Words("mail", defaultLanguage);
    this.messageIds = new MessageIds(publicUrl);
    this.organization = OneLine.of(organization);
    this.brand = brand;
  }

  /**
   * @param inviteeName null once it was erased; the words of {@link NoticeKind#ASKED} do without
   * @param locale      of the organizer
   * @param level       of the invitation, as {@code sealed-at-intake}
   */
  public Mail compose(String id, NoticeKind kind, String inviteeName, Organizer organizer, String locale, String level) {
    var language = words.spoken(locale);
    var values = Map.of("invitee", OneLine.of(inviteeName), "id", id, "reference", Reference.of(id));
    var key = "notice." + kind.word() + ".";
    var letter = new Letter(brand, organization);
    PARAGRAPHS.forEach(paragraph -> letter.say(words.say(language, key + paragraph, values)));
    letter.say(words.say(language, "notice.id", values));
    letter.close(words.say(language, "notice.level." + level, values));
    var subject = words.say(language, key + "subject", Map.of());
    return new Mail(messageIds.ofNotice(id, kind), organizer.email(), OneLine.of(organizer.name()), organization, null,
        subject, letter.text(), letter.html(language, subject));
  }
}
