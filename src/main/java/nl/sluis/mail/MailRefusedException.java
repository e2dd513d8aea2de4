package nl.sluis.mail;

/** The relay will never take this mail, or nobody shows it the mail. Says the status only: relays quote addresses in their words. */
public final class MailRefusedException extends Exception {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String words;
  private final boolean shown;
  private final boolean ours;

  /**
   * No relay said so: it is our own judgement of the address.
   *
   * @param status 500 to 599 (RFC 5321 §4.2.1)
   */
  public MailRefusedException(int status) {
    this(status, String.valueOf(status), false, true);
  }

  /** @param shown true if the relay had the mail before it refused it */
  MailRefusedException(RelayReply reply, boolean shown) {
    this(reply.status(), reply.words(), shown, false);
  }

  private MailRefusedException(int status, String words, boolean shown, boolean ours) {
    super("status " + status, null, false, false);
    this.status = status;
    this.words = words;
    this.shown = shown;
    this.ours = ours;
  }

  public int status() {
    return status;
  }

  /** @return what the relay said, one line that an operator may see */
  public String words() {
    return words;
  }

  /** True if the relay had the mail, link and all, before it refused it. */
  public boolean wasShown() {
    return shown;
  }

  /** False if a relay said it, which may have meant us. */
  public boolean isOurs() {
    return ours;
  }

  /** @return as {@code refused 550}: at most 20 characters */
  public String word() {
    return "refused " + status;
  }
}
