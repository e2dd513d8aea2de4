package nl.sluis;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import nl.sluis.database.SqlStates;
import nl.sluis.database.TransientFailures;
import nl.sluis.problem.Outage;
import org.postgresql.util.PSQLException;

/**
 * Says why a start cannot use the database. Of its own words only those of PostgreSQL's server are repeated, because a driver's may have the
 * URL in them, and with it a password.
 */
final class DatabaseRefusal {
  private static final String URL = Variables.named("database.url");
  private static final String LOGIN = Variables.named("database.user") + " and " + Variables.named("database.password");

  private DatabaseRefusal() {}

  /** @return empty if it says nothing of the way to the database */
  static Optional<Refusal> of(SQLException thrown) {
    if (SqlStates.IN_USE.matches(thrown)) {
      return passes("The H2 file of " + URL + " is open in another process: stop every gateway that has it first");
    }
    if (SqlStates.LOGIN.matches(thrown)) {
      return stays("The database of " + URL + " refuses " + LOGIN + words(thrown) + ": correct them, or what the database lets in");
    }
    if (SqlStates.NOT_THERE.matches(thrown)) {
      return stays("There is no such database as " + URL + " names" + words(thrown) + ": correct it, or make the database");
    }
    if (SqlStates.NOT_ALLOWED.matches(thrown)) {
      return stays(Variables.named("database.user") + " may not make tables in the database of " + URL + words(thrown)
          + ": let it own the database");
    }
    if (SqlStates.DISK.matches(thrown) && !has(FileSystemException.class, thrown)) {
      return passes("The disk under the H2 file of " + URL + " is full, or fails: make room, or see to it");
    }
    if (SqlStates.NOT_WRITABLE.matches(thrown) || SqlStates.DISK.matches(thrown)) {
      return stays("The H2 file of " + URL + " cannot be made or written: see to its folder, and to who owns both");
    }
    if (SqlStates.NOT_READABLE.matches(thrown)) {
      return stays("The H2 file of " + URL + " is damaged, or of another version of H2: put it back from its backup");
    }
    if (SqlStates.REJECTED.matches(thrown) || isTls(thrown)) {
      return stays("The way to the database of " + URL + " is not the TLS that was asked for: see to sslmode and sslrootcert in it, and to "
          + "the server's certificate");
    }
    return thrown.getSQLState() == null || thrown.getSQLState().isEmpty() || Outage.isCauseOf(thrown) || TransientFailures.passes(thrown)
        ? passes("The database of " + URL + " is away or busy" + why(thrown) + ": see that it runs, and can be reached from here")
        : Optional.empty();
  }

  private static Optional<Refusal> stays(String fault) {
    return Optional.of(Refusal.stays(fault));
  }

  private static Optional<Refusal> passes(String fault) {
    return Optional.of(Refusal.passes(fault));
  }

  /** A certificate that is not there, or not the server's: neither changes by itself. */
  private static boolean isTls(Throwable thrown) {
    return has(SSLException.class, thrown) || has(GeneralSecurityException.class, thrown) || has(FileNotFoundException.class, thrown);
  }

  private static String why(SQLException thrown) {
    if (has(UnknownHostException.class, thrown)) {
      return " (nobody knows its host)";
    }
    if (has(SocketTimeoutException.class, thrown)) {
      return " (no answer in time)";
    }
    return has(ConnectException.class, thrown) ? " (the connection is refused)" : words(thrown);
  }

  private static boolean has(Class<? extends Throwable> kind, Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String words(SQLException thrown) {
    return thrown instanceof PSQLException psql && psql.getServerErrorMessage() != null
        ? " (" + String.valueOf(psql.getServerErrorMessage().getMessage()).replaceAll("\\p{Cntrl}", " ").strip() + ")"
        : "";
  }
}
