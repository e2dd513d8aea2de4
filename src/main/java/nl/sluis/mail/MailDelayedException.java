package nl.sluis.mail;

import java.util.Locale;

/**
 * The mail could not be handed over now. Says what kind of trouble it was; never an address, and nothing of the
 * content.
 */
public final class MailDelayedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Where to look: the first three at the connection, the others at the relay's settings or its patience. */
  public enum Kind {
    /** Refused, not greeted, or broken off. */
    CONNECTION,
    /** No answer in time. */
    TIMEOUT,
    /** No STARTTLS where it is required, or a certificate that is not trusted. */
    TLS,
    /** User and password were refused, or are wanted and not given. */
    LOGIN,
    /** The relay asked to come again (4xx). */
    RELAY;

    /** @return as logs and answers name it */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final int status;
  private final boolean ofRelay;

  private MailDelayedException(Kind kind, int status, boolean ofRelay) {
    super("trouble: " + kind.word() + (status > 0 ? ", status " + status : ""), null, false, false);
    this.kind = kind;
    this.status = status;
    this.ofRelay = ofRelay;
  }

  /** This mail was not taken. */
  static MailDelayedException ofMail(Kind kind) {
    return new MailDelayedException(kind, 0, false);
  }

  /** @param status 400 to 499 (RFC 5321 §4.2.1) */
  static MailDelayedException ofMail(Kind kind, int status) {
    return new MailDelayedException(kind, status, false);
  }

  /** No mail would have been taken. */
  static MailDelayedException ofRelay(Kind kind) {
    return new MailDelayedException(kind, 0, true);
  }

  /** @param status one that asks for a login (RFC 4954 §6) */
  static MailDelayedException ofRelay(Kind kind, int status) {
    return new MailDelayedException(kind, status, true);
  }

  public Kind kind() {
    return kind;
  }

  /** True if this mail had no part in it: any other would have met the same. */
  public boolean isOfRelay() {
    return ofRelay;
  }

  /** @return as {@code connection}, or with the status {@code relay 451}: at most 20 characters */
  public String word() {
    return kind.word() + (status > 0 ? " " + status : "");
  }
}
