package nl.sluis.mail;

/**
 * From where a mail comes in its envelope: there goes a report if it does not arrive (RFC 5321 §4.4).
 *
 * @param address    one address
 * @param envelopeId by which a report names the mail (ENVID, RFC 3461 §4.4), where the relay offers DSN; null for none
 */
public record ReturnPath(String address, String envelopeId) {
  /** Letters and digits of a tag. */
  public static final int TAG = 39;

  /** Reports are for people to read. */
  public static ReturnPath plain(String address) {
    return new ReturnPath(address, null);
  }

  /** @param tag stands behind the local part and a plus sign, so that all of them reach one mailbox (RFC 5233 §1) */
  public static ReturnPath tagged(String address, String tag, String envelopeId) {
    var at = address.lastIndexOf('@');
    return new ReturnPath(address.substring(0, at) + "+" + tag + address.substring(at), envelopeId);
  }
}
