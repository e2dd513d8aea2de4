package nl.sluis.intake;

/** A value breaks a rule. The message is the detail for the client, and never quotes the value. */
final class WrongFieldException extends Exception {
  private static final long serialVersionUID = 1;

  WrongFieldException(String detail) {
    super(detail, null, false, false);
  }
}
