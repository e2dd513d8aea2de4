package nl.sluis.mail;

/**
 * One mail to one reader: nobody sees who else is invited. It may carry a link, so nothing prints it.
 *
 * @param messageId with its angle brackets; the same at every try
 * @param to        one address
 * @param toName    null to show the address only
 * @param fromName  shown before the gateway's own address
 * @param replyTo   one address; null for none
 * @param subject   one line
 * @param text      lines end in LF
 * @param html      says the same
 */
public record Mail(String messageId, String to, String toName, String fromName, String replyTo, String subject,
    String text, String html) {
  @Override
  public String toString() {
    return "Mail[redacted]";
  }
}
