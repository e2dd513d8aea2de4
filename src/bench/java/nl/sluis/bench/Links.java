package nl.sluis.bench;

import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nl.sluis.envelope.Base64Url;

/** Reads links out of mails, as invitees do. */
final class Links implements SmtpSink.Reader {
  /**
   * Somebody who got a mail.
   *
   * @param phone E.164
   */
  record Invitee(String phone, byte[] linkSecret) {}

  private static final int SECRET_LETTERS = 43;
  private final Queue<Invitee> invitees = new ConcurrentLinkedQueue<>();

  @Override
  public void read(String recipient, byte[] mail) {
    // Quoted-printable breaks long lines.
    var text = new String(mail, StandardCharsets.ISO_8859_1).replace("=\r\n", "");
    var at = text.indexOf("/i#") + 3;
    var number = recipient.substring(1, recipient.indexOf('@'));
    invitees.add(new Invitee("+316" + number, Base64Url.decode(text.substring(at, at + SECRET_LETTERS))));
  }

  /** @return one who has not opened yet; null if there is none */
  Invitee next() {
    return invitees.poll();
  }

  int waiting() {
    return invitees.size();
  }
}
