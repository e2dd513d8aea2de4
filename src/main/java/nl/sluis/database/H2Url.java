package nl.sluis.database;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which H2 URLs a gateway starts with: a file on a disk of this machine, in this process. Of H2's settings it allows the few that break
 * no promise. It is a list of what is allowed, because H2 has many ways to keep rows elsewhere, and more than a hundred settings.
 */
final class H2Url {
  static final String PREFIX = "jdbc:h2:";
  /** WRITE_DELAY and DB_CLOSE_ON_EXIT are taken out of the URL as they are written here, and ours are put in. */
  private static final Pattern SETTING = Pattern.compile(
      "|CACHE_SIZE=\\d{1,9}|IFEXISTS=(TRUE|FALSE)|(WRITE_DELAY|DB_CLOSE_ON_EXIT)=\\w{1,9}",
      Pattern.CASE_INSENSITIVE);
  /** H2 takes no other relative path. A scheme has two letters or more before its colon; a drive of Windows has one. */
  private static final Pattern FILE = Pattern
      .compile("(?:file:)?(?:[A-Za-z]:)?(?:\\.{1,2}|~)?[/\\\\](?:[^;]*[/\\\\])?(?!\\.{1,2};?$)[^;/\\\\]+");

  private static final String HOME = Matcher.quoteReplacement(System.getProperty("user.home", ""));

  private H2Url() {}

  /** @return of the file; empty if the URL names none */
  static Optional<Path> folder(String url) {
    var file = url.substring(PREFIX.length()).replaceFirst(";.*", "").replaceFirst("^file:", "").replaceFirst("^~", HOME);
    try {
      return Optional.ofNullable(Path.of(file).toAbsolutePath().normalize().getParent());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** @return what is wrong, a sentence each, without the values */
  static List<String> faults(String url) {
    var parts = url.substring(PREFIX.length()).split(";");
    var faults = new ArrayList<String>();
    if (!FILE.matcher(parts[0]).matches()) {
      faults.add("database.url must name a file for H2, as jdbc:h2:./data/sluis: what is in memory, in an archive or on another machine is "
          + "not durable or not ours");
    }
    for (var i = 1; i < parts.length; i++) {
      if (!SETTING.matcher(parts[i]).matches()) {
        var name = parts[i].replaceFirst("(?s)=.*", "").strip().toUpperCase(Locale.ROOT);
        faults.add("database.url may set only CACHE_SIZE, to a number, and IFEXISTS of H2, and it sets "
            + (name.matches("[A-Z_]{1,40}") ? name : "something else") + "; for several gateways use PostgreSQL");
      }
    }
    return faults;
  }
}
