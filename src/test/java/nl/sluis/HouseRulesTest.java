package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules of the house that the compiler cannot see, read from the sources. Whoever needs an exception writes it here, with its reason. */
class HouseRulesTest {
  private static final Path SOURCES = Path.of("src/main/java/nl/sluis");
  private final Map<String, String> sources = read();

  /** Jackson keeps the last text that it wrote in a buffer of the thread, so whatever meets a secret comes from ForgetfulJson. */
  @Test
  void onlyWhatMeetsNoSecretUsesAPlainMapper() {
    assertThat(where("new (Object|Json|YAML)Mapper\\((?!ForgetfulJson)|Jackson\\.newObjectMapper\\(\\)|JsonMapper\\.builder\\(\\)"))
        .containsExactly("admin/OperatorServlet.java", // ids, names of clients, numbers and times
            "demo/DemoHttp.java", // invented people
            "openapi/OpenApiResource.java", // a public file
            "page/PageWords.java"); // the words of the page
  }

  /** A message of another's exception may quote what it handled. Of ours nothing does. */
  @Test
  void aFailureIsLoggedWithoutTheMessagesOfOthers() {
    assertThat(where("LOG\\.\\w+\\([^;]*,\\s*(e|thrown|failure|cause)\\)")).isEmpty();
    assertThat(where("LOG\\.\\w+\\([^;]*\\.getMessage\\(\\)")).isSubsetOf("sms/TwilioSmsSender.java", "files/SecretFile.java",
        "admin/HealthWatch.java",
        "outbox/Delivery.java", "outbox/Outcomes.java",
        // What a video service's own exceptions say is ours.
        "conference/ConferenceSweep.java", "conference/MeetingMaker.java", "intake/PostStore.java");
    assertThat(where("printStackTrace")).isEmpty();
  }

  /** H2 closes its file when a thread that reads or writes it is interrupted. */
  @Test
  void noThreadIsInterruptedThatMayBeInTheDatabase() {
    assertThat(where("shutdownNow\\(|(?<!currentThread\\(\\))\\.interrupt\\(\\)|\\.cancel\\(true\\)"))
        .containsExactly("client/Attempts.java", // an exchange of the HTTP client, whose threads know no database
            "sms/TwilioHttp.java", // the same
            "zoom/ZoomHttp.java"); // the same
  }

  /** SchedulerFilter and SameOrigin guard by the first part of the path. */
  @Test
  void everyResourceStandsWhereItsGuardLooks() {
    var paths = new TreeMap<String, String>();
    var path = Pattern.compile("(?m)^@Path\\(\"([^\"]*)\"\\)");
    sources.forEach((name, source) -> path.matcher(source).results().forEach(found -> paths.put(name, found.group(1))));
    assertThat(paths).containsEntry("intake/InvitationResource.java", "/v1/invitations").containsEntry("link/LinkResource.java", "/link");
    assertThat(paths.keySet()).as("a new resource: say in SchedulerFilter or SameOrigin who may ask it")
        .containsExactlyInAnyOrder("intake/EventResource.java", "intake/InvitationResource.java", "intake/MeetingResource.java",
            "intake/TestMessageResource.java", "intake/WebhookResource.java",
            "link/LinkResource.java",
            "page/PageResource.java", "page/HomeResource.java", "page/SecurityTxtResource.java",
            "page/BrandResource.java", "openapi/OpenApiResource.java", "demo/DemoResource.java",
            // Whoever has no right signature is a stranger.
            "zoom/ZoomEventResource.java");
  }

  /** A record prints all that it holds. */
  @Test
  void aRecordThatNamesAPersonSaysHowItPrints() {
    var silent = new TreeSet<String>();
    var record = Pattern.compile("record (\\w+)\\(([^)]*)\\)[^{;]*\\{");
    sources.forEach((name, source) -> record.matcher(source).results().forEach(found -> {
      var personal = Pattern.compile("\\bString (name|email|phone|inviteeName|organizer|secret|digits)\\b")
          .matcher(found.group(2));
      if (personal.find() && !body(source, found.end()).contains("String toString()")) {
        silent.add(name + " " + found.group(1));
      }
    }));
    assertThat(silent).isEmpty();
  }

  private static String body(String source, int from) {
    var depth = 1;
    var at = from;
    while (at < source.length() && depth > 0) {
      depth += source.charAt(at) == '{' ? 1 : source.charAt(at) == '}' ? -1 : 0;
      at++;
    }
    return source.substring(from, at);
  }

  private TreeSet<String> where(String pattern) {
    var found = new TreeSet<String>();
    sources.forEach((name, source) -> {
      if (Pattern.compile(pattern).matcher(source).find()) {
        found.add(name);
      }
    });
    return found;
  }

  private static Map<String, String> read() {
    var sources = new TreeMap<String, String>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.put(SOURCES.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }
}
