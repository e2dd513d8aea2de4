package nl.sluis;

import io.dropwizard.core.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import nl.sluis.database.TablesException;
import nl.sluis.files.FileException;
import org.flywaydb.core.api.FlywayException;

/**
 * What an operator reads when a start or a command is refused: a sentence per fault, and an exit status that tells a supervisor whether to try
 * again. Without a trace, because the sentences say what to do, and a trace has words of libraries in it that may quote a secret.
 *
 * @param faults what is wrong, a sentence each; none where the command line was told already
 * @param status of the process
 */
record Refusal(List<String> faults, int status) {
  /** EX_CONFIG of {@code sysexits.h}: somebody must change something, so another start would end in the same way. */
  static final int STAYS = 78;
  /** EX_TEMPFAIL: another start may do better. */
  static final int PASSES = 75;
  /** EX_SOFTWARE: nobody foresaw it. */
  static final int UNFORESEEN = 70;
  private static final String OURS = "nl.sluis.";

  static Refusal stays(String fault) {
    return new Refusal(List.of(fault), STAYS);
  }

  static Refusal passes(String fault) {
    return new Refusal(List.of(fault), PASSES);
  }

  /** @param configuration as far as it was read, so that the sentence can name a setting; may be null */
  static Refusal of(Throwable thrown, Configuration configuration) {
    return first(thrown, Refusal::told)
        .or(() -> fullDisk(configuration))
        .or(() -> first(thrown, cause -> cause instanceof SQLException sql ? DatabaseRefusal.of(sql) : Optional.empty()))
        .or(() -> first(thrown,
            cause -> cause instanceof SocketException socket ? PortRefusal.of(socket, thrown, configuration) : Optional.empty()))
        .or(() -> first(thrown, Refusal::recognized))
        .orElseGet(() -> unforeseen(thrown));
  }

  /** As it is printed. */
  String text(String heading) {
    return heading + ":\n  - " + String.join("\n  - ", faults);
  }

  private static Optional<Refusal> told(Throwable thrown) {
    if (thrown instanceof StartRefusedException refused) {
      return Optional.of(new Refusal(refused.faults(), STAYS));
    }
    if (thrown instanceof FileException file) {
      return Optional.of(file.passes() || isDiskTrouble(file.getCause()) ? passes(file.getMessage()) : stays(file.getMessage()));
    }
    if (thrown instanceof TablesException tables) {
      return Optional.of(stays(tables.getMessage()));
    }
    return thrown instanceof ArgumentParserException ? Optional.of(new Refusal(List.of(), STAYS)) : Optional.empty();
  }

  /** Whatever breaks a start then: it is not to be mended by a backup. */
  private static Optional<Refusal> fullDisk(Configuration configuration) {
    try {
      return configuration instanceof SluisConfiguration sluis ? new DiskHealthCheck(sluis).full().map(Refusal::passes) : Optional.empty();
    } catch (InvalidPathException | UncheckedIOException e) {
      // Then that is what is to be told.
      return Optional.empty();
    }
  }

  /** A full disk or one that fails, as against a path or a mode that is wrong. */
  private static boolean isDiskTrouble(Throwable cause) {
    return cause instanceof IOException && !(cause instanceof FileSystemException);
  }

  private static Optional<Refusal> recognized(Throwable thrown) {
    if (thrown instanceof FlywayException) {
      return Optional
          .of(stays("The tables of the database could not be brought to what this version needs: they are not as an earlier version "
              + "left them, or a migration failed. Put the database back from its backup; if that does not help, report it"));
    }
    if (thrown instanceof InvalidPathException) {
      return Optional.of(stays("A path in the configuration has a character that no path may have: correct it"));
    }
    if (hasFrameOf("org.eclipse.jetty.util.ssl.", thrown)) {
      return Optional.of(stays(TlsLook.AMISS));
    }
    if (hasFrameOf("sun.security.ssl.SSLContextImpl$Default", thrown)) {
      return Optional
          .of(stays("The certificates that this machine trusts cannot be read: correct javax.net.ssl.trustStore, trustStorePassword and "
              + "trustStoreType in the options of java, or leave them out. If there are none, the JDK lacks its file cacerts: install it anew"));
    }
    if (hasFrameOf("org.eclipse.jetty.util.thread.", thrown)) {
      return Optional.of(stays("The gateway cannot serve with so few threads: raise server.maxThreads, or leave it out"));
    }
    return Optional.empty();
  }

  private static boolean hasFrameOf(String beginning, Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace()).anyMatch(frame -> frame.getClassName().startsWith(beginning));
  }

  private static Refusal unforeseen(Throwable thrown) {
    var innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    var place = Arrays.stream(innermost.getStackTrace()).filter(frame -> frame.getClassName().startsWith(OURS)).findFirst()
        .or(() -> Arrays.stream(thrown.getStackTrace()).findFirst());
    return new Refusal(List.of("Something happened that nobody foresaw, " + innermost.getClass().getName()
        + place.map(frame -> " at " + frame).orElse("") + ": report this line"), UNFORESEEN);
  }

  private static Optional<Refusal> first(Throwable thrown, Function<Throwable, Optional<Refusal>> reading) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      var found = reading.apply(cause);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
