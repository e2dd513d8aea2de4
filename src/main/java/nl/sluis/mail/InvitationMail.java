package nl.sluis.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.sluis.brand.Brand;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
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
  public Mail compose(String id, Invitee invitee, Organizer organizer, LinkSecret secret, Terms terms) {
    var say = sayer(id, invitee, organizer, terms);
    var letter = letter(say, "invitation.who", "invitation.why", terms);
    letter.link(say.of("invitation.open"), say.of("invitation.button"), say.of("invitation.copy"), page + secret.fragment());
    letter.steps(say.of(STEPS), steps(say, terms, STEPS + ".digits", STEPS + ".code"));
    letter.points(say.of(GENUINE), say.all(GENUINE + ".ask", GENUINE + ".host", GENUINE + ".never", GENUINE + ".reference"));
    letter.close(say.of("invitation.notForYou"));
    return mail(id, invitee, organizer, say, say.of("invitation.subject"), letter);
  }

  /** For an invitation that the sender sealed: says that it waits, and that the link comes from the organizer by another way. */
  public Mail composePointer(String id, Invitee invitee, Organizer organizer, Terms terms) {
    var say = sayer(id, invitee, organizer, terms);
    var letter = letter(say, "pointer.who", "pointer.why", terms);
    letter.say(say.of("pointer.link"));
    letter.steps(say.of("pointer.steps"), steps(say, terms, "pointer.steps.digits", "pointer.steps.code"));
    letter.points(say.of(GENUINE), say.all(GENUINE + ".ask", "pointer.genuine.host", GENUINE + ".never", GENUINE + ".reference"));
    letter.close(say.of("pointer.notForYou"));
    return mail(id, invitee, organizer, say, say.of("pointer.subject"), letter);
  }

  private Letter letter(Sayer say, String who, String why, Terms terms) {
    var letter = new Letter(brand, organization);
    letter.say(say.of("invitation.greeting"));
    letter.say(say.of(who));
    if (terms.sequence() > 0) {
      letter.say(say.of("invitation.replaces"));
    }
    letter.say(say.of(why));
    return letter;
  }

  /** @param keys of the steps that are the same for all */
  private static List<String> steps(Sayer say, Terms terms, String... keys) {
    var steps = new ArrayList<String>();
    if (terms.opensFrom() != null) {
      steps.add(STEPS + ".from");
    }
    steps.addAll(Arrays.asList(keys));
    steps.add(STEPS + (terms.openings() == 1 ? ".once" : ".times"));
    return say.all(steps.toArray(String[]::new));
  }

  private Mail mail(String id, Invitee invitee, Organizer organizer, Sayer say, String subject, Letter letter) {
    return new Mail(messageIds.ofInvitation(id), invitee.email(), null, organization, organizer.email(), subject, letter.text(),
        letter.html(say.language(), subject));
  }

  private Sayer sayer(String id, Invitee invitee, Organizer organizer, Terms terms) {
    var say = Sayer.of(words, id, invitee.locale(), organizer, organization)
        .with(Map.of("host", host, "openings", String.valueOf(terms.openings())));
    return terms.opensFrom() == null ? say : say.with(moment(terms.opensFrom(), say.language()));
  }

  /** In UTC, because no mail knows the zone of its reader; the page does. */
  private static Map<String, String> moment(Instant instant, String language) {
    var locale = language.equals("en") ? Locale.UK : Locale.forLanguageTag(language);
    var moment = instant.atOffset(ZoneOffset.UTC);
    var day = new DateTimeFormatterBuilder().appendLocalized(FormatStyle.FULL, null).toFormatter(locale);
    return Map.of("day", day.format(moment), "time", DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(moment));
  }
}
