package nl.sluis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages may ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameOriginTest {
  private final LinkParts parts = new LinkParts(Plans::onH2);
  private final LinkDoor door = new LinkDoor(parts);

  @AfterAll
  void close() {
    door.close();
    parts.close();
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {"same-origin, -, true", "same-origin, https://elsewhere.example, true",
    "same-site, https://sluis.example, false", "cross-site, -, false", "none, -, false", "-, https://sluis.example, true",
    "-, https://sluis.example:443, true", "-, http://sluis.example, false", "-, https://elsewhere.example, false", "-, null, false",
    "-, -, false"})
  void theBrowsersWordDecidesAndWithoutItTheOrigin(String site, String origin, boolean ours) {
    var link = parts.posts();
    var answer = site == null
        ? origin == null ? status(link) : status(link, "Origin", origin)
        : origin == null ? status(link, "Sec-Fetch-Site", site) : status(link, "Sec-Fetch-Site", site, "Origin", origin);
    assertThat(answer.status()).isEqualTo(ours ? 200 : 403);
    if (!ours) {
      assertThat(answer.problem()).isEqualTo("not-our-page");
    }
  }

  @Test
  void noSpellingOfTheAddressGoesRoundIt() {
    var link = parts.posts();
    for (var path : new String[] {"/link;x=y/status", "/link;/status"}) {
      assertThat(door.send("POST", path, LinkDoor.access(link)).status()).as(path).isEqualTo(403);
    }
  }

  @Test
  void whatIsNotThePagesAnswersEverybody() {
    assertThat(door.send("POST", "/neighbour", Map.of()).http().body()).isEqualTo("posted");
    assertThat(door.send("GET", "/demo", null).http().body()).as("looked at from anywhere").isEqualTo("got");
    assertThat(door.send("POST", "/demo", Map.of()).status()).as("posted by our page only").isEqualTo(403);
    assertThat(door.send("POST", "/demo", Map.of(), "Sec-Fetch-Site", "same-origin").http().body()).isEqualTo("posted");
  }

  private Answer status(LinkParts.Link link, String... headers) {
    return door.send("POST", "/link/status", LinkDoor.access(link), headers);
  }
}
