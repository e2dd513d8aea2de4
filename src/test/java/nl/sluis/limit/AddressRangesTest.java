package nl.sluis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluis.testing.CapturedLog;
import org.junit.jupiter.api.Test;

/** Where a visitor comes from, and what a stranger cannot make us believe. */
class AddressRangesTest {
  private final AddressRanges behindProxy = new AddressRanges(LimitConfiguration.byDefault(), false);
  private final AddressRanges behindTwo = new AddressRanges(proxies("127.0.0.1", "10.0.0.7", "2001:db8::7"), false);

  @Test
  void whoIsConnectedIsTheVisitorWhateverTheHeaderSays() {
    assertThat(behindProxy.of("192.0.2.9", List.of("203.0.113.1"))).hasValue("192.0.2.0/24");
    assertThat(behindProxy.of("2001:db8:1:2::3", List.of())).hasValue("2001:db8:1:0:0:0:0:0/48");
  }

  @Test
  void ofAProxyTheLastEntryCountsForItWroteNoOther() {
    assertThat(behindProxy.of("127.0.0.1", List.of("192.0.2.9"))).hasValue("192.0.2.0/24");
    assertThat(behindProxy.of("127.0.0.1", List.of("203.0.113.1, 192.0.2.9"))).hasValue("192.0.2.0/24");
    assertThat(behindProxy.of("0:0:0:0:0:0:0:1", List.of("203.0.113.1", " 2001:db8:5:6::1 "))).hasValue("2001:db8:5:0:0:0:0:0/48");
    assertThat(behindProxy.of("127.0.0.1", List.of("203.0.113.1, ::ffff:192.0.2.9"))).as("IPv4 in IPv6").hasValue("192.0.2.0/24");
  }

  @Test
  void oneProxyBehindAnotherIsReadThrough() {
    assertThat(behindTwo.of("127.0.0.1", List.of("198.51.100.1, 192.0.2.9, 10.0.0.7"))).hasValue("192.0.2.0/24");
    assertThat(behindTwo.of("2001:db8:0:0:0:0:0:7", List.of("198.51.100.1", "192.0.2.9"))).hasValue("192.0.2.0/24");
    assertThat(behindTwo.of("127.0.0.1", List.of("192.0.2.9, 10.0.0.8"))).as("not a named one").hasValue("10.0.0.0/24");
  }

  @Test
  void whomAProxyDoesNotTellApartIsCountedTogether() {
    for (var said : List.of("", " ", ",", "unknown", "192.0.2.9, unknown", "_hidden", "\"_hidden\"", "_gazonk:80", "unknown:80",
        "localhost", "nonsense",
        "192.0.2", "256.0.2.9", "192.0.2.9:port", "192.0.2.9:123456", "[192.0.2.9]:80", "[2001:db8::1", "[2001:db8::1]x", "010.0.2.9",
        "192.0.02.9",
        "0xc0.0.2.9", "3221225993", "\"192.0.2.9", "for=192.0.2.9", "192.0.2.9;by=x", "127.0.0.1", "::1, [::1]:80", "\u0000",
        "1".repeat(5_000))) {
      assertThat(behindProxy.of("127.0.0.1", List.of(said))).as(said).get().asString().isIn("127.0.0.1/32", "0:0:0:0:0:0:0:1/128");
    }
    assertThat(behindProxy.of("127.0.0.1", List.of())).hasValue("127.0.0.1/32");
    assertThat(behindTwo.of("127.0.0.1", List.of("192.0.2.9, unknown, 10.0.0.7"))).as("the one who does not know").hasValue("10.0.0.7/32");
    assertThat(new AddressRanges(new LimitConfiguration(null, null, null, null, null, null, null, List.of(), null), false).of("127.0.0.1",
        List.of("192.0.2.9"))).as("no proxy is named")
        .hasValue("127.0.0.0/24");
  }

  @Test
  void whereNoProxyStandsInBetweenWhoSendsNoHeaderIsOnThisMachineAndIsNotCounted() {
    var local = new AddressRanges(proxies("127.0.0.1", "::1", "10.0.0.7"), true);
    assertThat(local.of("127.0.0.1", List.of())).isEmpty();
    assertThat(local.of("::1", List.of())).isEmpty();
    assertThat(local.of("127.0.0.1", List.of(""))).as("a proxy that does not say").hasValue("127.0.0.1/32");
    assertThat(local.of("127.0.0.1", List.of("192.0.2.9:1"))).hasValue("192.0.2.0/24");
    assertThat(local.of("10.0.0.7", List.of())).as("a proxy elsewhere").hasValue("10.0.0.7/32");
  }

  @Test
  void everyFormOfANodeIsRead() {
    for (var said : List.of("192.0.2.9", "192.0.2.9:5678", "\"192.0.2.9\"", "\"192.0.2.9:5678\"", "192.0.2.9:_port", " 192.0.2.9:80 ",
        "192.0.2.9,",
        "unknown, 192.0.2.9:1", "_hidden,192.0.2.9", ",,192.0.2.9, ,", "::ffff:192.0.2.9", "[::ffff:192.0.2.9]:80",
        "\"[::FFFF:c000:209]:80\"", "127.0.0.1, 192.0.2.9:1, [::1]:80")) {
      assertThat(behindProxy.of("127.0.0.1", List.of(said))).as(said).hasValue("192.0.2.0/24");
    }
    for (var said : List.of("2001:db8:1:2::3", "[2001:db8:1:2::3]", "[2001:db8:1:2::3]:443", "\"[2001:db8:1:2::3]:443\"",
        "\"[2001:DB8:1::3]\"",
        "[2001:db8:1:2::3%eth0]:_x", "2001:db8:1:2::3%25eth0")) {
      assertThat(behindProxy.of("127.0.0.1", List.of(said))).as(said).hasValue("2001:db8:1:0:0:0:0:0/48");
    }
    assertThat(behindProxy.of("127.0.0.1", List.of("unknown", "203.0.113.1", "192.0.2.9:80"))).as("several headers")
        .hasValue("192.0.2.0/24");
  }

  @Test
  void theOperatorHearsOnceOfEachProxyThatCannotBeReadAndNothingOfWhatItSaid() {
    try (var log = new CapturedLog()) {
      for (var said : List.of("canary", "unknown", "_canary")) {
        behindTwo.of("127.0.0.1", List.of(said));
        behindTwo.of("10.0.0.7", List.of(said));
        behindTwo.of("127.0.0.1", List.of());
        behindTwo.of("192.0.2.9", List.of(said));
      }
      assertThat(log.text().lines().filter(line -> line.contains("limits.proxies names"))).hasSize(2);
      assertThat(log.text()).doesNotContain("canary");
    }
  }

  @Test
  void nothingButALiteralAddressIsRead() {
    for (var text : List.of("", "localhost", "example.org", "1.2.3", "1.2.3.4.5", "256.1.1.1", "999.999.999.999", "1.2.3.4:5678", "abc:def",
        "::g", ".:1", "1.2:3", "[::1", "01.2.3.4", "1.2.3.004", "1".repeat(60), "dead.beef", "0x7f.1")) {
      assertThat(Address.read(text)).as(text).isEmpty();
    }
    for (var text : List.of("1.2.3.4", "::1", "[::1]", "fe80::1%eth0", "2001:db8::1")) {
      assertThat(Address.read(text)).as(text).isPresent();
    }
  }

  @Test
  void configurationSaysWhatIsWrong() {
    assertThat(LimitConfiguration.byDefault().faults()).isEmpty();
    assertThat(new LimitConfiguration(499, 31, 0, 1, List.of("nl"), 0, 1, List.of("proxy.example"), null).faults()).hasSize(6);
  }

  private static LimitConfiguration proxies(String... proxies) {
    return new LimitConfiguration(null, null, null, null, null, null, null, List.of(proxies), null);
  }
}
