package nl.sluis.testing;

import java.nio.file.Path;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.secret.Secret;

/** Keyrings that open as fast as those that a gateway makes by itself. */
public final class Keyrings {
  /** Has the form of a drawn one, so no slow hash stands before it. */
  private static final String PASSWORD = "q3Vf8Zt0LxWm5RbYk7Hd2NcJs9PgUa4EoTi6Bv1QyXA";

  private Keyrings() {}

  public static KeysConfiguration in(Path folder) {
    return new KeysConfiguration(folder.toString(), Secret.of(PASSWORD), null, null, null);
  }
}
