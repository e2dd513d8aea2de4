package nl.sluis.database;

/** The tables cannot be used as they are found. The message is for the operator: what is wrong, and what to do. */
public final class TablesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TablesException(String message) {
    super(message);
  }
}
