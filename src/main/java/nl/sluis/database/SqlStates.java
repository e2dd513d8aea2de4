package nl.sluis.database;

import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What an SQLSTATE says, on H2 and PostgreSQL: the only place where such codes stand. */
public enum SqlStates {
  /** No connection (08), rolled back among others (40), no room (53), shut down or starting (57P0), read-only as a standby, H2 closed. */
  OUTAGE("08...|40...|53...|57P0.|25006|90020|90067|90098|90121"),
  /** Serialization failure, deadlock, or a row that is locked: the same transaction may succeed later. */
  COLLISION("40...|55P03"),
  /** A row refers to what was to be deleted, or a key exists twice. */
  CONSTRAINT("23..."),
  /** A row of this key exists already. */
  DUPLICATE("23505"),
  /** The login is refused. */
  LOGIN("28..."),
  /** H2: the file is open in another process. */
  IN_USE("90020"),
  /** The user may not make tables. */
  NOT_ALLOWED("42501"),
  /** The server does not take this connection, for example not without TLS. */
  REJECTED("08004"),
  /** There is no such database. */
  NOT_THERE("3D000|90146|90149"),
  /** H2: it closed itself, mostly because it could not write. */
  CLOSED("90098|90121"),
  /** H2: the disk is full or fails. */
  DISK("90028|90031"),
  /** H2: the file cannot be made or written. */
  NOT_WRITABLE("90024|90025|90062|90097"),
  /** H2: the file is damaged, or of another version. */
  NOT_READABLE("90030|90048|90049");

  private final Pattern states;

  SqlStates(String states) {
    this.states = Pattern.compile(states);
  }

  /** @return false too if the failure has no SQLSTATE */
  public boolean matches(SQLException failure) {
    return failure.getSQLState() != null && states.matcher(failure.getSQLState()).matches();
  }

  /** @return whether one of the causes is such a failure */
  public boolean isCauseOf(Throwable failure) {
    return anyCause(failure, this::matches);
  }

  static boolean anyCause(Throwable failure, Predicate<SQLException> test) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && test.test(e)) {
        return true;
      }
    }
    return false;
  }
}
