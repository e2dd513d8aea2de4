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
  /** @return of which invitation and of which kind it is, as {@code W6oisTrp-UVJcM51zTXvDA.invitation}; the same at every try */
  public String name() {
    return messageId.substring(1, messageId.indexOf('@'));
  }

  /** @return the id of the invitation that it concerns */
  public String invitation() {
    return name().substring(0, name().indexOf('.'));
  }

  @Override
  public String toString() {
    return "Mail[redacted]";
  }
}
