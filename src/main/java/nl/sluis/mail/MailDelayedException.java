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
    RELAY
  }

  private final Kind kind;

  public MailDelayedException(Kind kind) {
    super("trouble: " + kind.name().toLowerCase(Locale.ROOT), null, false, false);
    this.kind = kind;
  }

  /** @param status 400 to 499 (RFC 5321 §4.2.1), or one that asks for a login (RFC 4954 §6) */
  public MailDelayedException(Kind kind, int status) {
    super("trouble: " + kind.name().toLowerCase(Locale.ROOT) + ", status " + status, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
