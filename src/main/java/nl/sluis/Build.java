package nl.sluis;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.jar.Manifest;

/**
 * Which Sluis this is, as the jar's manifest says.
 *
 * @param version as {@code 1.0.0}; {@code unknown} where there is no jar, as in a test
 * @param commit  the same for the commit that was built
 */
record Build(String version, String commit) {
  private static final String UNKNOWN = "unknown";
  private static final Build OF_THIS_JAR = read();

  static Build ofThisJar() {
    return OF_THIS_JAR;
  }

  private static Build read() {
    try {
      // Each library of the shaded jar could have brought one; ours is the one that names our class.
      for (var manifest : Collections.list(Build.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
        var found = read(manifest);
        if (Main.class.getName().equals(found.getMainAttributes().getValue("Main-Class"))) {
          return new Build(value(found, "Implementation-Version"), value(found, "Sluis-Commit"));
        }
      }
    } catch (IOException e) {
      // Then nobody knows.
    }
    return new Build(UNKNOWN, UNKNOWN);
  }

  private static Manifest read(URL url) throws IOException {
    try (var in = url.openStream()) {
      return new Manifest(in);
    }
  }

  private static String value(Manifest manifest, String name) {
    var value = manifest.getMainAttributes().getValue(name);
    return value == null || value.isBlank() ? UNKNOWN : value;
  }
}
