package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import nl.sluis.files.FileModes;

/** The folder of the keyring, before a key of it is used: who may read and write there, and what opens the file. */
final class KeysFolder {
  private KeysFolder() {}

  /**
   * Makes the folder and what opens the keyring, if they are not there.
   *
   * @throws KeyringException if that fails, or another user could write there
   */
  static KeyringFile open(KeysConfiguration configuration, SecureRandom random, KeysOptions options) {
    var folder = Path.of(configuration.folder());
    secure(folder);
    return file(configuration, folder, random, options);
  }

  /** @return whether a keyring is there, and this process cannot change it */
  static boolean isReadOnly(Path folder) {
    return Files.exists(folder.resolve(KeyringFile.NAME)) && !Files.isWritable(folder);
  }

  private static void secure(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder, FileModes.ownersFolder());
      }
    } catch (IOException e) {
      throw new KeyringException(folder + " cannot be made: make it yourself, with mode 0700, or set keys.folder", e);
    }
    var keyring = folder.resolve(KeyringFile.NAME);
    if (Files.exists(keyring)) {
      FileModes.refuseWritable(folder);
      FileModes.refuseWritable(keyring);
      FileModes.tighten(keyring);
    } else {
      FileModes.refuseWorldWritable(folder);
    }
    FileModes.tighten(folder);
  }

  private static KeyringFile file(KeysConfiguration configuration, Path folder, SecureRandom random, KeysOptions options) {
    if (isReadOnly(folder)) {
      var root = PasswordSource.findOrDraw(configuration, folder.resolve(KeyringFile.NAME), random);
      return new KeyringFile(folder, root, options.rounds());
    }
    // Under the file's lock: of two gateways that start together on an empty folder, one draws the root and the
    // other finds it.
    var held = KeyringFile.lock(folder);
    try (held) {
      var root = PasswordSource.findOrDraw(configuration, folder.resolve(KeyringFile.NAME), random);
      return new KeyringFile(folder, root, options.rounds());
    }
  }
}
