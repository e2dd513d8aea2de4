package nl.sluis.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import nl.sluis.bounce.Report.Action;

/**
 * Reads of a mail to whom it came, and of a report of delivery (RFC 3464) what it says: of {@code message/delivery-status}, and of nothing else in it, for
 * the returned mail may have another report in it. Strangers write such mails, so whatever cannot be read is no report.
 */
final class ReportReader {
  private static final Session SESSION = Session.getInstance(new Properties());
  /** Written by the mail server that has the mailbox, from the envelope; and last what the sender of the report wrote. */
  private static final List<String> RECIPIENTS = List.of("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To");
  private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]+");
  private static final Pattern TAG = Pattern.compile("\\+([A-Za-z2-7]{39})\"?@");
  private static final int MOST_TAGS = 5;
  private static final int MOST_STATUS_BYTES = 65_536;
  private static final int MOST_GROUPS = 50;
  private static final Pattern BETWEEN_GROUPS = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n");
  private static final Pattern ACTION = field("Action", "([A-Za-z-]+)");
  private static final Pattern STATUS = field("Status", "([45])\\.(\\d{1,3})\\.\\d{1,3}(?!\\d)");

  private ReportReader() {}

  static Report read(byte[] mail) {
    var tags = List.<String>of();
    try {
      var message = new MimeMessage(SESSION, new SharedByteArrayInputStream(mail));
      tags = tags(message);
      return read(tags, statusPart(message));
    } catch (MessagingException | IOException | RuntimeException e) {
      return new Report(tags, Action.NONE, 0);
    }
  }

  private static List<String> tags(MimeMessage message) throws MessagingException {
    var tags = new ArrayList<String>();
    for (var name : RECIPIENTS) {
      var values = message.getHeader(name);
      for (var value : values == null ? new String[0] : values) {
        TAG.matcher(FOLD.matcher(value).replaceAll("")).results().limit(MOST_TAGS).map(found -> found.group(1).toLowerCase(Locale.ROOT))
            .forEach(tags::add);
      }
    }
    return tags.stream().distinct().limit(MOST_TAGS).toList();
  }

  /** @return null if it has none */
  private static String statusPart(MimeMessage message) throws MessagingException, IOException {
    var type = new ContentType(message.getContentType());
    var boundary = type.getParameter("boundary");
    if (!type.match("multipart/report") || boundary == null || boundary.isEmpty()) {
      return null;
    }
    byte[] body;
    try (var raw = message.getRawInputStream()) {
      body = raw.readAllBytes();
    }
    var parts = Parts.of(body, boundary);
    try {
      for (var bytes : parts) {
        var part = new MimeBodyPart(new SharedByteArrayInputStream(bytes));
        // The second is RFC 6533's.
        if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
          return text(part);
        }
      }
      return null;
    } finally {
      // A link may be in it.
      Arrays.fill(body, (byte) 0);
      parts.forEach(part -> Arrays.fill(part, (byte) 0));
    }
  }

  /** Jakarta Mail takes no encoding of a message for one (RFC 2046 §5.2), and some write them so all the same. */
  private static String text(MimeBodyPart part) throws MessagingException, IOException {
    var raw = part.getRawInputStream();
    try (var decoded = part.getEncoding() == null ? raw : MimeUtility.decode(raw, part.getEncoding())) {
      return new String(decoded.readNBytes(MOST_STATUS_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  /** Of several recipients the worst: a mail of ours has one, and where that one is handed on to others, the report may name them. */
  private static Report read(List<String> tags, String status) {
    var worst = new Report(tags, Action.NONE, 0);
    for (var group : status == null ? new String[0] : BETWEEN_GROUPS.split(status, MOST_GROUPS)) {
      var said = ACTION.matcher(group);
      var action = said.find() ? action(said.group(1)) : Action.NONE;
      if (action.compareTo(worst.action()) < 0) {
        var code = STATUS.matcher(group);
        worst = new Report(tags, action,
            code.find() ? Integer.parseInt(code.group(1)) * Report.SUBJECTS + Integer.parseInt(code.group(2)) : 0);
      }
    }
    return worst;
  }

  private static Action action(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "failed" -> Action.FAILED;
      case "delayed" -> Action.DELAYED;
      default -> Action.OTHER;
    };
  }

  private static Pattern field(String name, String value) {
    return Pattern.compile("(?im)^" + name + ":[ \\t]*(?:\\r?\\n[ \\t]+)?" + value);
  }
}
