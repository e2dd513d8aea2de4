package nl.sluis.intake;

/**
 * A value breaks a rule. The message is the detail for the client, and never quotes the value. An international domain is told in its ASCII form,
 * because that is what to post.
 */
final class WrongFieldException extends Exception {
  private static final long serialVersionUID = 1;

  WrongFieldException(String detail) {
    super(detail, null, false, false);
  }
}
