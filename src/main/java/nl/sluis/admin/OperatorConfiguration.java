package nl.sluis.admin;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.files.FileException;
import nl.sluis.files.SecretFile;
import nl.sluis.secret.Secret;
import nl.sluis.secret.Strength;

/**
 * Who may operate.
 *
 * @param key     the operator key; none by default, then the first start draws one into {@code keyFile}
 * @param keyFile default {@code secrets/operator-key}
 * @param keysFolder of further keys, a file for each operator; default {@code secrets/operators}, which need not be there
 */
public record OperatorConfiguration(Secret key, String keyFile, String keysFolder) {
  public OperatorConfiguration {
    key = requireNonNullElse(key, Secret.none());
    keyFile = keyFile == null || keyFile.isBlank() ? "secrets/operator-key" : keyFile;
    keysFolder = keysFolder == null || keysFolder.isBlank() ? "secrets/operators" : keysFolder;
  }

  /** @return true if the main key is the same; false too where there is none yet */
  public boolean isKey(Secret other) {
    try {
      return (key.isPresent() ? key : SecretFile.peek(Path.of(keyFile))).matches(other.reveal());
    } catch (FileException e) {
      return false;
    }
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    var where = key.isPresent() ? "operator.key (SLUIS_OPERATOR_KEY)" : keyFile + " (operator.keyFile)";
    try {
      var found = key.isPresent() ? key : SecretFile.peek(Path.of(keyFile));
      var faults = new ArrayList<String>();
      if (Strength.isWeak(found)) {
        faults.add(where + Strength.DEMAND);
      }
      if (found.isPresent() && !OperatorKey.fitsHeader(found)) {
        faults.add(where + OperatorKey.HEADER);
      }
      faults.addAll(OperatorKeys.faults(Path.of(keysFolder)));
      return faults;
    } catch (FileException e) {
      return List.of(e.getMessage());
    }
  }
}
