package nl.sluis.crash;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import nl.sluis.testing.Mailbox;

/** Sorts the mails that came by address, and tells of each first link. */
final class Letterbox {
  /** @param link null in a notice, and in the mail that a meeting is cancelled */
  record Letter(String messageId, String link) {}

  private static final Pattern LINK = Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}");
  private final Mailbox mailbox;
  private final Consumer<String> first;
  private final Set<MimeMessage> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, List<Letter>> letters = new ConcurrentHashMap<>();

  /** @param first told each address when its first mail with a link has come */
  Letterbox(Mailbox mailbox, Consumer<String> first) {
    this.mailbox = mailbox;
    this.first = first;
  }

  /** Looks for new mails; one thread at a time. */
  synchronized void look() {
    for (var mail : mailbox.mails()) {
      if (seen.add(mail)) {
        sort(mail);
      }
    }
  }

  private void sort(MimeMessage mail) {
    try {
      var address = mail.getAllRecipients()[0].toString().replaceAll(".*<|>.*", "");
      var link = LINK.matcher(Mailbox.text(mail));
      var before = letters.computeIfAbsent(address, any -> new CopyOnWriteArrayList<>());
      var isFirst = link(address) == null;
      before.add(new Letter(mail.getMessageID(), link.find() ? link.group() : null));
      if (isFirst && link(address) != null) {
        first.accept(address);
      }
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  /** @return the first that came; null if there is none */
  String link(String address) {
    return at(address).stream().map(Letter::link).filter(Objects::nonNull).findFirst().orElse(null);
  }

  List<Letter> at(String address) {
    return letters.getOrDefault(address, List.of());
  }

  Map<String, List<Letter>> all() {
    return letters;
  }
}
