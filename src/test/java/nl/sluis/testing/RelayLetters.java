package nl.sluis.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads the mails that a {@link FakeRelay} was shown. */
public final class RelayLetters {
  private static final Pattern LINK = Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}");

  private RelayLetters() {}

  /** Waits for the newest link to this address, which may have been refused afterwards. */
  public static String link(FakeRelay relay, String address) {
    return Awaitility.await().until(() -> newest(relay, address), link -> link != null);
  }

  /** @param mail as the relay was shown it */
  public static boolean isTo(String mail, String address) {
    // Compared in full: one address may end or begin as another does.
    return mail.lines().takeWhile(line -> !line.isEmpty()).anyMatch(line -> line.equals("To: " + address));
  }

  private static String newest(FakeRelay relay, String address) {
    String newest = null;
    for (var mail : relay.mails()) {
      var link = isTo(mail, address) ? LINK.matcher(text(mail)) : null;
      newest = link != null && link.find() ? link.group() : newest;
    }
    return newest;
  }

  private static String text(String mail) {
    try {
      return Mailbox.text(new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(ISO_8859_1))));
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
