package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluis.rules.Invisible;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists that nobody here made, asked of the gateway and of both clients: IANA's time zones, CLDR's names, Unicode's own properties. */
@Tag("slow")
class OthersListsTest {
  private static final Map<String, String> FINE = Map.of();
  private static final String WRONG_OFFSET = "must have the offset that timeZone has then, or Z for UTC";
  private static final List<String> URL_PARTS = List.of("a", "Z", "0", "9", "-", "_", ".", ".", ":", "[", "]", "%", "%41", "x", "/", "?",
      "#", "@", "{",
      "}", "|", "^", "`", "~", "!", "&", "'", "*", "+", ",", ";", "=", "\u00e9", "1", "255", "256", "0x", "::", "f", " ", "\\", "\"",
      "\u200b",
      "127.0.0.1", "[::1]", "zoom.us", ":443");
  private static final Duration[] AHEAD = {Duration.ofDays(30), Duration.ofDays(200)};

  @Test
  void everyZoneOfIanaIsTakenByAll() throws IOException {
    var zones = ianaZones();
    var meetings = zones.stream().map(zone -> at(Instant.now().plus(AHEAD[0]).toString(), zone)).toList();
    assertThat(ThreeReaders.agreed(meetings)).hasSize(598).containsOnly(FINE);
    var inJavaScript = Node.evaluate("async (base) => [...(await import(base + 'zones.js')).zones]", Node.MODULES.toUri().toString());
    assertThat(Posts.JSON.convertValue(inJavaScript, new TypeReference<List<String>>() {})).containsExactlyElementsOf(zones);
  }

  /** Outlook and .NET write these. */
  @Test
  void everyNameOfWindowsIsToldANameOfIanaByAll() throws IOException {
    var iana = new TreeMap<String, String>();
    Files.readAllLines(Path.of("src/main/resources/nl/sluis/rules/windows-zones.txt"), UTF_8).stream()
        .filter(line -> !line.startsWith("#")).map(line -> line.split("=")).forEach(pair -> iana.put(pair[0], pair[1]));
    assertThat(iana).hasSize(138).containsEntry("W. Europe Standard Time", "Europe/Berlin");
    assertThat(ianaZones()).containsAll(iana.values());
    var names = Stream.concat(iana.keySet().stream(), iana.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT))).toList();
    var start = Instant.now().plus(AHEAD[0]).toString();
    assertThat(ThreeReaders.agreed(names.stream().map(name -> at(start, name)).toList()))
        .isEqualTo(names.stream().map(name -> Map.of("/timeZone", iana.containsKey(name)
            ? "must be the name of an IANA time zone: for this Windows name post " + iana.get(name)
            : "must be the name of an IANA time zone, as Europe/Amsterdam")).toList());
    var inJavaScript = Node.evaluate("async (base) => Object.fromEntries((await import(base + 'windows-zones.js')).windowsZones)",
        Node.MODULES.toUri().toString());
    assertThat(Posts.JSON.convertValue(inJavaScript, new TypeReference<Map<String, String>>() {})).isEqualTo(iana);
  }

  /** Every letter that may be part of one; of the many Han and Hangul, some. What is told is what browsers go to, and leads back. */
  @Test
  void theAsciiFormOfADomainIsTheSameForAll() {
    var letters = IntStream.rangeClosed(0x80, 0x3ffff).filter(Character::isDefined)
        .filter(c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK)
        .filter(c -> Character.UnicodeScript.of(c) != Character.UnicodeScript.HAN
            && Character.UnicodeScript.of(c) != Character.UnicodeScript.HANGUL
            || c % 97 == 0)
        .filter(c -> c < 0x3100 || c > 0xabff || c % 7 == 0).mapToObj(Character::toString).toList();
    var meetings = letters.stream().map(letter -> organizedBy("a@x" + letter + "y.example")).toList();
    var told = ThreeReaders.agreed(meetings).stream().map(errors -> errors.get("/organizer/email")).toList();
    var form = Pattern.compile(".*: post its domain as (xn--\\S+)");
    var given = IntStream.range(0, letters.size()).filter(i -> form.matcher(told.get(i)).matches()).boxed().toList();
    assertThat(given).hasSizeGreaterThan(1_000).hasSizeLessThan(letters.size());
    var there = Node.evaluate("async (letters) => letters.map((letter) => new URL('http://x' + letter + 'y.example').hostname)",
        given.stream().map(letters::get).toList());
    assertThat(Posts.JSON.convertValue(there, new TypeReference<List<String>>() {}))
        .isEqualTo(given.stream().map(i -> form.matcher(told.get(i)).replaceFirst("$1")).toList());
  }

  /** The offsets of Node's own data. Where a JDK's are older or newer, the two cannot agree, and only that is passed over. */
  @Test
  void everyZoneHasItsOwnOffsetsAndNoOthers() throws IOException {
    var meetings = new ArrayList<ObjectNode>();
    var right = new ArrayList<Boolean>();
    var differing = new TreeSet<String>();
    var zones = ianaZones();
    for (var ahead : AHEAD) {
      var instant = Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
      var offsets = offsets(zones, instant);
      for (var zone : zones) {
        var offset = offsets.get(zone);
        var known = offset == null ? null : ofJdk(zone, instant);
        if (known == null || !known.equals(offset)) {
          differing.add(zone);
          continue;
        }
        for (var hours : new int[] {0, 1, -1}) {
          meetings.add(at(instant.atOffset(ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() + hours * 3_600)).toString(), zone));
          right.add(hours == 0);
        }
      }
    }
    // Those that a JDK 17 does not have, and what governments changed since.
    assertThat(differing).hasSizeLessThan(60);
    assertThat(ThreeReaders.agreed(withNumericZero(meetings)))
        .isEqualTo(right.stream().map(fine -> fine ? FINE : Map.of("/start", WRONG_OFFSET)).toList());
  }

  @Test
  void aZoneThatTheJdkLacksHasItsOffsetToo() {
    var winter = List.of("EST -05:00", "MST -07:00", "HST -10:00", "ROC +08:00", "GMT+0 +00:00", "GMT-0 +00:00", "Factory +00:00",
        "America/Coyhaique -03:00");
    var meetings = new ArrayList<ObjectNode>();
    for (var each : winter) {
      meetings.add(at("2027-01-12T10:00:00" + each.split(" ")[1], each.split(" ")[0]));
      meetings.add(at("2027-01-12T10:00:00+05:00", each.split(" ")[0]));
    }
    assertThat(ThreeReaders.agreed(meetings)).containsExactlyElementsOf(
        winter.stream().flatMap(each -> Stream.of(FINE, Map.of("/start", WRONG_OFFSET))).toList());
  }

  @Test
  void everyNameOfCldrIsTakenByAll() {
    var names = cldrNames();
    assertThat(names).hasSizeGreaterThan(2_000).anyMatch(name -> name.contains("\u200c"))
        .anyMatch(name -> name.matches(".*\\p{IsArabic}.*"));
    var meetings = names.stream().map(name -> {
      var meeting = Meetings.interview().put("title", name);
      meeting.withObject("/organizer").put("name", name);
      return meeting;
    }).toList();
    assertThat(ThreeReaders.agreed(meetings)).containsOnly(FINE);
    assertThat(names).allSatisfy(name -> assertThat(Invisible.withoutTurning(name)).isEqualTo(name));
  }

  /** The examples of RFC 3696 §3, the first with a dot-atom, the others quoted, which no relay is sure to carry. */
  @Test
  void theAddressesOfRfc3696AreTakenWhereTheyAreDotAtoms() {
    var taken = List.of("user+mailbox@example.com", "customer/department=shipping@example.com", "$A12345@example.com",
        "!def!xyz%abc@example.com",
        "_somename@example.com", "joe@example.com");
    var refused = List.of("Abc\\@def@example.com", "Fred\\ Bloggs@example.com", "Joe.\\\\Blow@example.com", "\"Abc@def\"@example.com",
        "\"Fred Bloggs\"@example.com");
    assertThat(ThreeReaders.agreed(taken.stream().map(OthersListsTest::organizedBy).toList())).containsOnly(FINE);
    assertThat(ThreeReaders.agreed(refused.stream().map(OthersListsTest::organizedBy).toList()))
        .containsOnly(Map.of("/organizer/email", "must be one mail address, in ASCII, without a display name"));
  }

  /** Put together at random, always the same ones: what is taken has the host that Node's URL, made after the WHATWG's, reads in it. */
  @Test
  void whatIsTakenAsALinkLeadsWhereItSays() {
    var random = new Random(3986);
    var urls = new TreeSet<String>();
    while (urls.size() < 4_000) {
      var url = new StringBuilder(List.of("https://", "http://", "HTTPS://").get(random.nextInt(3)));
      for (var parts = 1 + random.nextInt(7); parts > 0; parts--) {
        url.append(URL_PARTS.get(random.nextInt(URL_PARTS.size())));
      }
      urls.add(url.toString());
    }
    var all = List.copyOf(urls);
    var complaints = ThreeReaders.agreed(all.stream().map(url -> Meetings.interview().put("joinUrl", url)).toList());
    var taken = IntStream.range(0, all.size()).filter(i -> complaints.get(i).isEmpty()).mapToObj(all::get).toList();
    assertThat(taken).hasSizeGreaterThan(150);
    var hosts = Node.evaluate(
        "(urls) => urls.map((url) => (URL.canParse(url) ? new URL(url) : {})).map(({ hostname, username }) => hostname + username)",
        taken);
    assertThat(Posts.JSON.convertValue(hosts, new TypeReference<List<String>>() {})).isEqualTo(
        taken.stream().map(url -> url.replaceFirst("(?i)^https?://([^/?#]*?)(:[0-9]*)?([/?#].*)?$", "$1").toLowerCase(Locale.ROOT))
            .toList());
  }

  @Test
  void nothingThatUnicodeCallsWhiteOrIgnorableMakesATitle() {
    var ignorable = Node.evaluate("""
        () => {
          const all = [];
          for (let point = 0; point < 0x110000; point++) {
            if (/[\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\p{Cc}]/u.test(String.fromCodePoint(point))) {
              all.push(point);
            }
          }
          return all;
        }""", null);
    var points = Posts.JSON.convertValue(ignorable, new TypeReference<List<Integer>>() {});
    assertThat(points).hasSizeGreaterThan(4_000).allSatisfy(point -> assertThat(Invisible.isBlank(Character.toString(point))).isTrue());
    var ours = IntStream.range(0, 0x110000).filter(point -> Invisible.isBlank(Character.toString(point))).boxed().toList();
    assertThat(ours).filteredOn(point -> !points.contains(point)).containsExactly(0x2800, 0xfff9, 0xfffa, 0xfffb);
    // Of the many alike that nobody assigned, a few.
    var meetings = ours.stream().filter(point -> point < 0xe0080 || point % 512 == 0)
        .map(point -> Meetings.interview().put("title", Character.toString(point))).toList();
    assertThat(ThreeReaders.agreed(meetings)).containsOnly(Map.of("/title", "must not be blank"));
  }

  private static ObjectNode organizedBy(String email) {
    var meeting = Meetings.interview();
    meeting.withObject("/organizer").put("email", email);
    return meeting;
  }

  private static List<String> ianaZones() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/lists/iana-zones-2025b.txt"), UTF_8).stream()
        .filter(line -> !line.startsWith("#")).toList();
  }

  /** Countries in the languages that have scripts or spellings of their own, and every language by its own name. */
  private static List<String> cldrNames() {
    var names = new TreeSet<String>();
    for (var locale : Locale.getAvailableLocales()) {
      names.add(locale.getDisplayLanguage(locale));
      names.add(locale.getDisplayCountry(locale));
    }
    for (var tag : List.of("nl", "fa", "ar", "he", "hi", "si", "th", "my", "ka", "am", "ja", "ko", "zh", "el", "ru", "ta", "bn", "vi", "fr",
        "ur")) {
      for (var country : Locale.getISOCountries()) {
        names.add(new Locale("", country).getDisplayCountry(Locale.forLanguageTag(tag)));
      }
    }
    names.remove("");
    return List.copyOf(names);
  }

  private static ObjectNode at(String start, String zone) {
    return Meetings.interview().put("start", start).put("end", Instant.now().plus(Duration.ofDays(399)).toString()).put("timeZone", zone);
  }

  /** Where Java writes Z, an offset that says something. */
  private static List<ObjectNode> withNumericZero(List<ObjectNode> meetings) {
    meetings.forEach(meeting -> meeting.put("start", meeting.get("start").asText().replace("Z", "+00:00")));
    return meetings;
  }

  private static ZoneOffset ofJdk(String zone, Instant instant) {
    try {
      return java.time.ZoneId.of(zone, java.time.ZoneId.SHORT_IDS).getRules().getOffset(instant);
    } catch (java.time.DateTimeException e) {
      return null;
    }
  }

  private static Map<String, ZoneOffset> offsets(List<String> zones, Instant instant) {
    var offsets = Node.evaluate("""
        ({ zones, millis }) => zones.map((timeZone) => {
          try {
            const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(millis);
            return parts.find(({ type }) => type === 'timeZoneName').value.slice(3) || '+00:00';
          } catch {
            return null;
          }
        })""", Map.of("zones", zones, "millis", instant.toEpochMilli()));
    var all = new HashMap<String, ZoneOffset>();
    for (var i = 0; i < zones.size(); i++) {
      all.put(zones.get(i), offsets.get(i).isNull() ? null : ZoneOffset.of(offsets.get(i).asText()));
    }
    return all;
  }
}
