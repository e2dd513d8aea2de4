package nl.sluis.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import nl.sluis.files.FileException;
import nl.sluis.files.SecretFile;
import nl.sluis.secret.Secret;
import nl.sluis.secret.Strength;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows operators by their keys: the one that every gateway has, and one for each file in a folder, whose name is the operator's. The folder is
 * read at each request, so a file that is removed no longer opens anything.
 */
public final class OperatorKeys {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorKeys.class);

  /** The name of whoever has the key that every gateway has. */
  public static final String MAIN = "operator";
  /** Safe in every log. A container's secrets have entries of their own that begin with dots. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private final Secret main;
  private final Path folder;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  private OperatorKeys(Secret main, Path folder) {
    this.main = main;
    this.folder = folder;
  }

  /** @throws nl.sluis.keys.KeyringException if the main key's file is not one to rely on */
  public static OperatorKeys find(OperatorConfiguration configuration, SecureRandom random) {
    return new OperatorKeys(OperatorKey.find(configuration, random), Path.of(configuration.keysFolder()));
  }

  /** @return the name of whose key it is; empty if it is nobody's. Each key is compared, in constant time */
  Optional<String> nameOf(byte[] key) {
    var found = main.matches(key) ? Optional.of(MAIN) : Optional.<String>empty();
    for (var file : files(folder)) {
      try {
        var own = SecretFile.peek(file);
        if (own.matches(key) && fault(file, own).isEmpty()) {
          found = Optional.of(file.getFileName().toString());
        }
      } catch (FileException e) {
        // It opens nothing.
      }
    }
    if (found.isEmpty()) {
      // Whoever was refused may have one of these keys: of files that came after the start nobody has said it yet.
      var faults = faults(folder);
      said.retainAll(faults);
      faults.stream().filter(said::add).forEach(fault -> LOG.warn("{}", fault));
    }
    return found;
  }

  /** @return what is wrong with the keys in it, a sentence each; none if there is no such folder */
  static List<String> faults(Path folder) {
    if (Files.isDirectory(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder))) {
      return List.of(folder + " (operator.keysFolder): this user may not look into it, so no key in it opens anything: see to who owns it");
    }
    var faults = new ArrayList<String>();
    for (var file : files(folder)) {
      try {
        fault(file, SecretFile.peek(file)).ifPresent(faults::add);
      } catch (FileException e) {
        faults.add(e.getMessage());
      }
    }
    return faults;
  }

  private static Optional<String> fault(Path file, Secret key) {
    var name = file.getFileName().toString();
    var where = file + " (operator.keysFolder)";
    if (!NAME.matcher(name).matches() || name.equals(MAIN)) {
      return Optional.of(where + ": the name of the file is the operator's: up to 40 letters, digits, dots, dashes and underlines, and not "
          + MAIN);
    }
    if (!key.isPresent()) {
      return Optional.of(where + " is empty, or this user may not read it: put a key into it, or remove it");
    }
    if (Strength.isWeak(key)) {
      return Optional.of(where + Strength.DEMAND);
    }
    return OperatorKey.fitsHeader(key) ? SecretFile.writableByOthers(file) : Optional.of(where + OperatorKey.HEADER);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.list(folder)) {
      return all.filter(file -> !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
