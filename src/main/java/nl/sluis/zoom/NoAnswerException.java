package nl.sluis.zoom;

/** Nothing whole came back. */
final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final boolean mayHaveArrived;

  /** @param how in a few words for an operator, without anything that was sent */
  NoAnswerException(String how, boolean mayHaveArrived) {
    super(how, null, false, false);
    this.mayHaveArrived = mayHaveArrived;
  }

  /** @return whether Zoom may have done what it was asked */
  boolean mayHaveArrived() {
    return mayHaveArrived;
  }
}
