package nl.sluis.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code bin/backup}, as an operator runs it beside a gateway. */
public record BackupScript(int exitStatus, String said) {
  /** Backs up into the folder {@code backup} of the gateway's own. */
  public static BackupScript run(Gateway sluis, Map<String, String> variables) {
    var script = new ProcessBuilder("bin/backup", sluis.folder.resolve("backup").toString()).redirectErrorStream(true);
    script.environment().put("SLUIS_OPERATOR_KEY", Settings.OPERATOR_KEY);
    script.environment().put("SLUIS_ADMIN_PORT", sluis.settings.adminUrl().replaceAll(".*:", ""));
    script.environment().putAll(variables);
    return run(script);
  }

  /** Any program, to its end. */
  public static BackupScript run(ProcessBuilder program) {
    try {
      var process = program.redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end: " + said);
      }
      return new BackupScript(process.exitValue(), said);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
