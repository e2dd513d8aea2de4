package nl.sluis.mail;

import java.util.Locale;

/**
 * The relay did not take the mail now. Says what kind of trouble it was; never an address, and nothing of the content.
 */
public final class MailDelayedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Where to look: the first three at the connection, the others at the relay's settings or its patience. */
  public enum Kind {
    /** Not greeted, or broken off. */
    CONNECTION,
    /** No answer in time. */
    TIMEOUT,
    /** No STARTTLS where it is required, or a certificate that is not trusted. */
    TLS,
    /** User and password were refused, or are wanted and not given. */
    LOGIN,
    /** Refused for good (5xx), and not because of this recipient or this mail. */
    REFUSED,
    /** The relay asked to come again (4xx). */
    RELAY;

    /** @return as logs and answers name it */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final int status;
  private final String words;
  private final boolean ofRelay;
  private final boolean shown;

  private MailDelayedException(Kind kind, RelayReply reply, boolean ofRelay, boolean shown) {
    super("trouble: " + kind.word() + (reply == null ? "" : ", status " + reply.status()), null, false, false);
    this.kind = kind;
    this.status = reply == null ? 0 : reply.status();
    this.words = reply == null ? null : reply.words();
    this.ofRelay = ofRelay;
    this.shown = shown;
  }

  /**
   * This mail was not taken.
   *
   * @param reply null if there was none
   * @param shown true if the relay had the mail, or a part of it
   */
  static MailDelayedException ofMail(Kind kind, RelayReply reply, boolean shown) {
    return new MailDelayedException(kind, reply, false, shown);
  }

  /** No mail would have been taken. */
  static MailDelayedException ofRelay(Kind kind, RelayReply reply) {
    return new MailDelayedException(kind, reply, true, false);
  }

  static MailDelayedException ofRelay(Kind kind, RelayReply reply, boolean shown) {
    return new MailDelayedException(kind, reply, true, shown);
  }

  public Kind kind() {
    return kind;
  }

  /** True if this mail had no part in it: any other would have met the same. */
  public boolean isOfRelay() {
    return ofRelay;
  }

  /** True if the relay had the mail, link and all, or a part of it. */
  public boolean wasShown() {
    return shown;
  }

  /** @return what the relay said, one line that an operator may see; null if it said nothing */
  public String words() {
    return words;
  }

  /** @return as {@code connection}, or with the status {@code relay 451}: at most 20 characters */
  public String word() {
    return kind.word() + (status > 0 ? " " + status : "");
  }
}
