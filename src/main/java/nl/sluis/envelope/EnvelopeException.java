package nl.sluis.envelope;

/**
 * An envelope did not open. There is one such failure only: which check refused is told to nobody, neither by
 * message nor by cause nor by stack trace, so that nobody learns from it how to forge better.
 */
public final class EnvelopeException extends Exception {
  private static final long serialVersionUID = 1;

  EnvelopeException() {
    super("The envelope does not open", null, false, false);
  }
}
