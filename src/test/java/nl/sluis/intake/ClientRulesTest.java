package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;

/**
 * One meeting after the other, asked of the gateway and of both clients: what one refuses all refuse, in the same words. The JavaScript
 * client's rules are a second copy; this is what keeps it one.
 */
class ClientRulesTest {
  private static final Map<String, String> FINE = Map.of();
  private static final List<String> FIELDS = List.of("uid", "title", "organizer/name", "organizer/email", "organizer/locale", "joinUrl",
      "webClientUrl", "meetingId", "passcode", "location", "description", "timeZone", "start", "end");
  private static final List<String> STRINGS = List.of("", " ", " \u2003 ", "\u00a0", "\u202f", "\u3000", "\u001c",
      "x\u001cx", "\t", "x\ty", "x\ny", "x\r\ny", "x\u000by", "x\u0085y", "x\u2028y", "x\u2029y", "x\u0000", "x\u001b",
      "x\u007f", "x\u009f", "x\u00a0y", "\ufeff", "\ud83d", "x\ude00x", "\ud83d\ude00", "\u200f", "x".repeat(100),
      "x".repeat(101), "x".repeat(200), "x".repeat(201), "x".repeat(255), "x".repeat(256), "x".repeat(300),
      "x".repeat(301), "x".repeat(1000), "x".repeat(1001), "\ud83d\ude00".repeat(100), "\ud83d\ude00".repeat(101));
  private static final List<String> NUMBERS = List.of("0", "2147483647", "2147483648", "-1", "-2147483648", "-2147483649",
      "9007199254740993",
      "9223372036854775807", "9223372036854775808", "1e400", "0.5", "false", "\"0\"", "\"\"");
  private static final List<String> URLS = List.of("https://zoom.us/j/1?pwd=a%20b#c", "HTTPS://ZOOM.US",
      "http://zoom.us", "https://zoom.us:443/", "https://zoom.us:/", "https://zoom.us:65535/", "https://zoom.us:65536/",
      "https://zoom.us:99999/", "https://zoom.us:-1/", "https://zoom.us:x/", "https://zoom.us./", "https://zoom.us?x",
      "https://zoom.us#x", "https://zoom.us/a?b[]=c", "https://zoom.us/a[b]", "https://zoom.us/\u00e9\u20ac",
      "https://zoom.us/a\u3000b", "https://zo\u00f6m.us/", "https://zo_om.us/", "https://-zoom.us/",
      "https://zoom-.us/", "https://zoom.1us/", "https://zoom.us1/", "https://1.2.3.4/", "https://1.2.3.400/",
      "https://1.2.3/", "https://123/", "https://[::1]/", "https://[::1/", "https://[2001:db8::1]:8443/x",
      "https://[x]/", "https://localhost/", "https://a/", "https://1a/", "https://a1/", "https://a-b.c-d/",
      "zoom.us/j/1", "//zoom.us/j/1", "/j/1", "https:", "https:zoom.us", "https:/zoom.us", "https://", "https:///j/1",
      "https://?x", "https://:443", "javascript:alert(1)", "JaVaScRiPt://zoom.us/%0aalert(1)", "data:text/html,x",
      "ftp://zoom.us/", "tel:+31612345678", " https://zoom.us/", "https://zoom.us/ ", "https://zoom.us/a b",
      "https://user@zoom.us/", "https://user:pass@zoom.us/", "https://@zoom.us/", "https://zoom.us\\@evil.example/",
      "https://zo om.us/", "https://zoom..us/", "https://.zoom.us/", "https://zoom%2eus/", "https://zoom.us/%zz",
      "https://zoom.us/%", "https://zoom.us/\"><script>", "https://zoom.us/{x}", "https://zoom.us/a|b",
      "https://zoom.us/a^b", "https://zoom.us/`", "https://zoom.us/~a'(b)*!;c=d&e,f$g+h:i@j",
      "https://zoom.us/?a=/?:@&=+$,;", "https://zoom.us/#a#b", "https://zoom.us/a\\b", "https://zoom.us/\u0085",
      "https://zoom.us?a\\b", "https://zoom.us\\a", "https://zo\"om.us/", "https://zoom.us/<x>", "https://zoom.us/%2", "https://zoom.us/%",
      "https://_a.zoom.us/", "https://zoom_.us/", "https://zo{om}.us/", "https://zo|om.us/", "https://zo~om.us/", "https://zoom.us/\u200b",
      "https://zoom.us/\u202ex", "https://zoom.us/\u00adx", "https://zoom.us/\ud83d\ude00", "https://zo\u200dom.us/",
      "https://xn--zom-tna.us/",
      "https://\uff5aoom.us/", "https://zoom.us/{{id}}?{a}=|#{x}", "https://zoom.us/^a`b", "http\u017f://zoom.us/", "https://0x7f.1/",
      "https://a.0x/", "https://a.0xg/", "https://01.2.3.4/", "https://1.2.3.4./", "https://1.2.3.4.5/", "https://256.1.1.1/",
      "https://a.1/",
      "https://a.1./", "https://[::]/", "https://[1::8]/", "https://[1:2:3:4:5:6:7:8]/", "https://[1:2:3:4:5:6:7::]/",
      "https://[1:2:3:4:5:6:7]/",
      "https://[1:2:3:4:5:6:7:8:9]/", "https://[1:2:3:4:5:6:7:8::]/", "https://[1::2::3]/", "https://[:1]/", "https://[1:]/",
      "https://[12345::]/",
      "https://[]/", "https://[:::]/", "https://[::1]x/", "https://x[::1]/", "https://[::1.2.3.4]/", "https://[fe80::1%25eth0]/",
      "https://zoom.us:00443/",
      "https://zoom.us:000000000065536/", "https://zoom.us:99999999999999999999/", "https://zoom.us:4 4/", "https://zoom.us:443:443/",
      "https://zoom..us:1/",
      "https://zoom.us../", "https://a@b@zoom.us/", "https://zoom.us/a@b", "https://zoom.us?a@b", "https://zoom.us#a@b",
      "https:\\\\zoom.us\\");
  private static final List<String> MOMENTS = List.of("T10:00:00+01:00", "T10:00+01:00", "T10:00:00.5+01:00",
      "T10:00:00.123456789Z", "T10:00:00.1234567890Z", "T10:00:00", "T10+01:00", " 10:00:00+01:00", "",
      "T10:00:00+01", "T10:00:00+0100", "t10:00:00Z", "T10:00:00z", "T10:00:00,5Z", "T10:00:00.Z", "T24:00:00Z",
      "T10:00:60Z", "T10:60:00Z", "T10:00:00+18:00", "T10:00:00-18:00", "T10:00:00+18:01", "T10:00:00+19:00",
      "T10:00:00+01:60", "T10:00:00-00:00", "T10:00:00+01:00[Europe/Amsterdam]", "T10:00:00+01:00\n");
  private static final List<String> DAYS = List.of("2027-02-29T10:00:00Z", "2028-02-29T10:00:00Z",
      "2027-02-30T10:00:00Z", "2027-04-31T10:00:00Z", "2027-13-01T10:00:00Z", "2027-00-01T10:00:00Z",
      "2027-01-00T10:00:00Z", "2027-01-32T10:00:00Z", "0000-01-01T00:00:00Z", "0099-12-31T00:00:00Z",
      "1969-12-31T23:59:59.5Z", "9999-12-31T23:59:59-18:00", "+2027-01-12T10:00:00Z", "12027-01-12T10:00:00Z",
      "\uff12027-01-12T10:00:00Z", "tomorrow");
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  /** The day in spring that has no half past two, the day in autumn that has two, and days soon after them. */
  private static final LocalDate SPRING = changes(ZoneOffset.ofHours(2));
  private static final LocalDate AUTUMN = changes(ZoneOffset.ofHours(1));
  private static final LocalDate SUMMER = SPRING.plusDays(20);
  private static final LocalDate WINTER = AUTUMN.plusDays(20);
  private static final List<String> OFFSETS = List.of(WINTER + "T10:00:00+01:00", WINTER + "T10:00:00+02:00", WINTER + "T10:00:00+00:00",
      WINTER + "T10:00:00-00:00", WINTER + "T10:00:00Z", WINTER + "T10:00:00-01:00", WINTER + "T10:00+01:00",
      SUMMER + "T10:00:00+01:00",
      SUMMER + "T10:00:00+02:00", SPRING + "T01:59:59.999999999+01:00", SPRING + "T02:30:00+01:00", SPRING + "T02:30:00+02:00",
      SPRING + "T03:00:00+02:00", AUTUMN + "T02:30:00+02:00", AUTUMN + "T02:30:00+01:00", AUTUMN + "T03:00:00+02:00",
      AUTUMN + "T03:00:00+01:00", WINTER + "T10:00:00+01:30", WINTER + "T10:00:00+18:00", "2020-07-12T10:00:00+01:00");
  private static final List<String> MAILS = List.of("a@b", "a@b.example", "a.b+c@x-y.example", "a@", "@b", "a",
      "a@@b", "a b@c", "a@b c", ".a@b", "a.@b", "a..b@c", "a@-b", "a@b-", "a@b..c", "a@.b", "a@b.", "a@1.2.3.4",
      "a@b.1", "a@1b", "a@[1.2.3.4]", "\"a\"@b", "A <a@b>", "a@b,c@d", "j\u00e4n@b", "a@b\u00fccher",
      "a@xn--bcher-kva.example", "!#$%&'*+/=?^_`{|}~-@b", "a" + "b".repeat(63) + "@c", "a" + "b".repeat(64) + "@c",
      "a@" + "b".repeat(63), "a@" + "b".repeat(64), "a@" + "b.".repeat(125) + "bb", "a@" + "b.".repeat(126) + "bb",
      "a".repeat(252) + "@b", "a".repeat(253) + "@b", "c_" + "0123456789abcdef".repeat(4) + "@group.calendar.google.com",
      "a..".repeat(30) + "@b", "a\n@b", "a@b\n", " a@b", "a@b\u200b", "a@b\u00fccher ", "a@B\u00dcCHER.example", "a@bu\u0308cher.example",
      "a@stra\u00dfe.example", "a@-b\u00fccher", "a@b\u00fccher-.x", "a@xn--b\u00fccher", "a@b\u00fc..x", "a@b\u00fc.1", "a@\u2615.x",
      "a@\uff41.x",
      "a@\u043f\u043e\u0447\u0442\u0430.\u0440\u0444", "a@\u0645\u062b\u0627\u0644.x", "a@\u4f8b\u3048.\u30c6\u30b9\u30c8",
      "a@\u03b1\u03c2.x",
      "a@\u1fb3.x", "a@\u0131.x", "a@" + "\u00fc".repeat(70), "a@" + "\u00fc.".repeat(50) + "x",
      "a".repeat(200) + "@b\u00fccher." + "x".repeat(40),
      "a b@c d@e", "A <a@b\u00fccher>", "a@b\u00fc_x.y", "a@b\u00fcc\\d", "a@b\u00fc/x", "a@b\u00fc%41", "a@b\u00fc:1", "a@\ud83d",
      "a@b\u00fc\ude00");
  private static final List<String> ZONES = List.of("Amsterdam", "europe/amsterdam", "EUROPE/AMSTERDAM",
      "Europe/Amsterdam ", "Europe/Atlantis", "+01:00", "UTC+1", "GMT+1", "GMT+01:00", "Etc/GMT+1", "Z",
      "UT+01:00", "CEST", "AST", "JST", "BST", "UTC", "GMT0", "SystemV/PST8", "W. Europe Standard Time", "w. europe standard time",
      "Romance Standard Time ", "Romance Standard Time", "toString",
      "Europe/", "/Europe", "asia/kolkata", "gmt", "utc", "est", "factory",
      "posix/UTC", "right/UTC", "localtime", "posixrules", "Etc/Unknown", "US/Pacific-New", "Asia/Hanoi", "ACT", "IST", "NST", "PST", "VST",
      " UTC", "UTC\n", "");

  private final List<ObjectNode> meetings = new ArrayList<>();

  @Test
  void gatewayAndBothClientsRefuseTheSameInTheSameWords() {
    collect();
    var byGateway = ThreeReaders.agreed(meetings);
    assertThat(byGateway).as("some are right").filteredOn(FINE::equals).hasSizeGreaterThan(200);
    assertThat(byGateway).as("and some are not").filteredOn(errors -> !errors.isEmpty()).hasSizeGreaterThan(700);
  }

  private void collect() {
    meetings.add(Meetings.interview());
    for (var name : List.of("uid", "title", "start", "end", "timeZone", "organizer", "organizer/name", "organizer/email",
        "organizer/locale", "joinUrl", "description", "sequence")) {
      for (var json : List.of("null", "1", "1.5", "true", "[]", "[\"x\"]", "{}", "{\"x\":1}", "\"x\"")) {
        add(name, Posts.tree(json));
      }
      var without = Meetings.interview();
      parent(without, name).remove(last(name));
      meetings.add(without);
    }
    FIELDS.forEach(name -> STRINGS.forEach(value -> add(name, value)));
    for (var name : List.of("color", "Title", "a/b", "a~b", "", "toString", "__proto__", "constructor", "organizer/phone")) {
      add(name, "x");
    }
    NUMBERS.forEach(number -> add("sequence", Posts.tree(number)));
    URLS.forEach(url -> add("joinUrl", url));
    List.of(2000, 2001).forEach(length -> add("webClientUrl", "https://zoom.us/" + "x".repeat(length - 16)));
    var day = Meetings.interview().path("start").asText().substring(0, 10);
    for (var name : List.of("start", "end")) {
      MOMENTS.forEach(time -> add(name, day + time));
      DAYS.forEach(moment -> add(name, moment));
    }
    add("start", Meetings.interview().path("end").asText());
    MAILS.forEach(mail -> add("organizer/email", mail));
    ZONES.forEach(zone -> add("timeZone", zone));
    OFFSETS.forEach(start -> addAt(start, "Europe/Amsterdam"));
    for (var uid : new boolean[] {true, false}) {
      for (var bytes : new int[] {65_536, 65_537}) {
        var meeting = Meetings.interview();
        if (!uid) {
          meeting.remove("uid");
        }
        var rest = meeting.put("description", "").toString().getBytes(UTF_8).length;
        meetings.add(meeting.put("description", "x".repeat(bytes - rest)));
      }
    }
  }

  /** @return the next day, but today, on which the clocks of Amsterdam change to this offset */
  private static LocalDate changes(ZoneOffset to) {
    var change = AMSTERDAM.getRules().nextTransition(Instant.now().plus(Duration.ofDays(1)));
    while (!change.getOffsetAfter().equals(to)) {
      change = AMSTERDAM.getRules().nextTransition(change.getInstant());
    }
    return change.getDateTimeBefore().toLocalDate();
  }

  private void addAt(String start, String zone) {
    var meeting = Meetings.interview();
    meetings.add(meeting.put("start", start).put("end", Instant.now().plus(Duration.ofDays(398)).toString()).put("timeZone", zone));
    // Mostly too far ahead: what is said of an end first is what is said.
    meetings.add(meeting.deepCopy().put("start", "2020-01-01T00:00:00Z").put("end", start));
  }

  private void add(String name, String value) {
    add(name, Posts.JSON.getNodeFactory().textNode(value));
  }

  private void add(String name, JsonNode value) {
    var meeting = Meetings.interview();
    parent(meeting, name).set(last(name), value);
    meetings.add(meeting);
  }

  private static ObjectNode parent(ObjectNode meeting, String name) {
    return name.startsWith("organizer/") ? (ObjectNode) meeting.get("organizer") : meeting;
  }

  private static String last(String name) {
    return name.replaceFirst("^organizer/", "");
  }
}
