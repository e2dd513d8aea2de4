package nl.sluis.client;

/**
 * There was no answer that can be read, in all the time that the client has patience. What was asked may have been done all the same. Send the same
 * {@link Post} again; every other call may be made again as it was.
 */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoAnswerException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
