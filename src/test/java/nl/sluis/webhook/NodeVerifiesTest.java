package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.Node;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What we sign, the library of Standard Webhooks for JavaScript verifies. npm fetches it, where there is an npm and a way to its registry. */
@Tag("slow")
class NodeVerifiesTest {
  private static final Path FOLDER = Path.of("target/standardwebhooks-1.1.1").toAbsolutePath();
  private static final Path LIBRARY = FOLDER.resolve("node_modules/standardwebhooks/dist/index.js");
  private static final String VERIFY = """
      async ({ library, secret, body, headers }) => {
        const { Webhook } = (await import(library)).default;
        try {
          return new Webhook(secret).verify(body, headers);
        } catch (e) {
          return e.message;
        }
      }
      """;

  @Test
  void theLibraryForJavaScriptTakesIt() throws Exception {
    assumeTrue(Files.exists(LIBRARY) || isFetched(), "no npm, or no way to its registry");
    var secret = new byte[32];
    secret[0] = 7;
    var text = "{\"type\":\"invitation.opened\",\"data\":{\"ref\":\"candidate-17\"}}";
    var now = Instant.now();
    var headers = Map.of("webhook-id", "W6oisTrp-UVJcM51zTXvDA", "webhook-timestamp", String.valueOf(now.getEpochSecond()),
        "webhook-signature", new Message("W6oisTrp-UVJcM51zTXvDA", text.getBytes(StandardCharsets.UTF_8)).signature(now,
            List.of(new byte[32], secret)));
    var shown = "whsec_" + Base64.getEncoder().encodeToString(secret);
    assertThat(verified(shown, text, headers).toString()).isEqualTo(text);
    assertThat(verified(shown, text + " ", headers).asText()).isEqualTo("No matching signature found");
  }

  private static com.fasterxml.jackson.databind.JsonNode verified(String secret, String body, Map<String, String> headers) {
    return Node.evaluate(VERIFY, Map.of("library", LIBRARY.toUri().toString(), "secret", secret, "body", body, "headers", headers));
  }

  private static boolean isFetched() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    try {
      var npm = new ProcessBuilder("npm", "install", "--prefix", FOLDER.toString(), "--ignore-scripts", "--no-audit", "--no-fund",
          "standardwebhooks@1.1.1").redirectErrorStream(true).redirectOutput(FOLDER.resolve("npm.log").toFile()).start();
      return npm.waitFor(60, TimeUnit.SECONDS) && npm.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
