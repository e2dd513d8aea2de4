package nl.sluis.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluis.brand.Brand;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.meeting.Reference;
import nl.sluis.words.Words;

/**
 * The mail that carries the link, or says that one comes by another way. Whoever gets it by mistake learns that this organizer of this
 * organization invites somebody, and no more: not a word of the meeting, not the invitee's name, no phone number. The subject is the
 * same for all.
 *
 * <p>Organizer and organization are the only words of others in it, on one line each. They are not judged: a scheduler
 * can call its organizer anything, so whoever holds a client key is trusted with that. What the mail says to tell it from a forged one
 * leads out of it: to a way to the organizer that the reader knew before.
 */
public final class InvitationMail {
  private static final String STEPS = "invitation.steps";
  private static final String GENUINE = "invitation.genuine";

  private final Words words;
  private final MessageIds messageIds;
  private final String organization;
  private final String host;
  private final String page;
  private final Brand brand;

  /**
   * @param organization    whose gateway this is
   * @param publicUrl       where the page is; its host names our Message-IDs
   * @param defaultLanguage for invitees whose language we do not speak
   */
  public InvitationMail(String organization, URI publicUrl, String defaultLanguage, Brand brand) {
    this.words = new Words("mail", defaultLanguage);
    this.messageIds = new MessageIds(publicUrl);
    this.organization = OneLine.of(organization);
    this.host = publicUrl.getAuthority();
    this.page = publicUrl + "/i#";
    this.brand = brand;
  }

  /**
   * @param id     of the invitation, 22 characters; makes the Message-ID, so that every try is the same mail
   * @param secret of its link; not wiped here
   */
  public Mail compose(String id, Invitee invitee, Organizer organizer, LinkSecret secret) {
    var say = sayer(id, invitee, organizer);
    var letter = new Letter(brand, organization);
    letter.say(say.of("invitation.greeting"));
    letter.say(say.of("invitation.who"));
    letter.say(say.of("invitation.why"));
    letter.link(say.of("invitation.open"), say.of("invitation.button"), say.of("invitation.copy"), page + secret.fragment());
    letter.steps(say.of(STEPS), say.all(STEPS + ".digits", STEPS + ".code", STEPS + ".once"));
    letter.points(say.of(GENUINE), say.all(GENUINE + ".ask", GENUINE + ".host", GENUINE + ".never", GENUINE + ".reference"));
    letter.close(say.of("invitation.notForYou"));
    return mail(id, invitee, organizer, say, say.of("invitation.subject"), letter);
  }

  /** For an invitation that the sender sealed: says that it waits, and that the link comes from the organizer by another way. */
  public Mail composePointer(String id, Invitee invitee, Organizer organizer) {
    var say = sayer(id, invitee, organizer);
    var letter = new Letter(brand, organization);
    letter.say(say.of("invitation.greeting"));
    letter.say(say.of("pointer.who"));
    letter.say(say.of("pointer.why"));
    letter.say(say.of("pointer.link"));
    letter.steps(say.of("pointer.steps"), say.all("pointer.steps.digits", "pointer.steps.code", STEPS + ".once"));
    letter.points(say.of(GENUINE), say.all(GENUINE + ".ask", "pointer.genuine.host", GENUINE + ".never", GENUINE + ".reference"));
    letter.close(say.of("pointer.notForYou"));
    return mail(id, invitee, organizer, say, say.of("pointer.subject"), letter);
  }

  private Mail mail(String id, Invitee invitee, Organizer organizer, Sayer say, String subject, Letter letter) {
    return new Mail(messageIds.ofInvitation(id), invitee.email(), null, organization, organizer.email(), subject, letter.text(),
        letter.html(say.language, subject));
  }

  private Sayer sayer(String id, Invitee invitee, Organizer organizer) {
    var name = OneLine.of(organizer.name());
    return new Sayer(words, words.spoken(invitee.locale()), Map.of("organizer", name.isEmpty() ? organization : name,
        "organization", organization, "host", host, "reference", Reference.of(id)));
  }

  /** The words for one reader. */
  private record Sayer(Words words, String language, Map<String, String> values) {
    String of(String key) {
      return words.say(language, key, values);
    }

    List<String> all(String... keys) {
      return Stream.of(keys).map(this::of).toList();
    }
  }
}
