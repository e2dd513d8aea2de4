package nl.sluis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAPI Generator makes of the description posts and reads: {@code mvn verify} has it make a client in Java, and this compiles and uses it. */
class GeneratedClientIT {
  private static final Path SOURCES = Path.of("target/generated-client/src/main/java");
  private static final Path JOURNEY = Path.of("src/test/resources/openapi/Journey.java");

  @Test
  void theGeneratedClientPostsAndReads(@TempDir Path classes) throws Exception {
    compile(classes);
    try (var sluis = LocalSluis.started();
        var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      loader.loadClass("Journey").getMethod("main", String[].class).invoke(null,
          (Object) new String[] {sluis.settings.publicUrl(), sluis.clientKey(), IndependentOpener.encode(new byte[32])});
    }
  }

  private static void compile(Path classes) throws IOException {
    var sources = new ArrayList<Path>(List.of(JOURNEY));
    try (var files = Files.walk(SOURCES)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      var options = List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", classpath);
      assertThat(compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call()).as("%s", said)
          .isTrue();
    }
  }
}
