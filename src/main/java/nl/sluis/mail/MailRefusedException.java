package nl.sluis.mail;

/** The relay will never take this mail. Says the status only: relays quote addresses in their words. */
public final class MailRefusedException extends Exception {
  private static final long serialVersionUID = 1;
  private final int status;

  /** @param status 500 to 599 (RFC 5321 §4.2.1) */
  public MailRefusedException(int status) {
    super("status " + status, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
