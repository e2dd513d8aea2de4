package nl.sluis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a visitor comes from, and what a stranger cannot make us believe. */
class AddressRangesTest {
  private final AddressRanges behindProxy = new AddressRanges(LimitConfiguration.byDefault());
  private final AddressRanges behindTwo =
      new AddressRanges(proxies("127.0.0.1", "10.0.0.7", "2001:db8::7"));

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
  void whereNothingIsKnownNothingIsCounted() {
    assertThat(behindProxy.of("127.0.0.1", List.of())).isEmpty();
    assertThat(behindProxy.of("127.0.0.1", List.of("192.0.2.9, unknown"))).isEmpty();
    assertThat(behindProxy.of("127.0.0.1", List.of("192.0.2.9,"))).hasValue("192.0.2.0/24");
    assertThat(behindProxy.of("127.0.0.1", List.of("127.0.0.1, ::1"))).isEmpty();
    assertThat(new AddressRanges(proxies()).of("127.0.0.1", List.of("192.0.2.9"))).isEmpty();
  }

  @Test
  void nothingButALiteralAddressIsRead() {
    for (var text : List.of("", "localhost", "example.org", "1.2.3", "1.2.3.4.5", "256.1.1.1", "999.999.999.999", "1.2.3.4:5678", "abc:def",
        "::g", "[::1", "1".repeat(60), "dead.beef", "0x7f.1")) {
      assertThat(Address.read(text)).as(text).isEmpty();
    }
    for (var text : List.of("1.2.3.4", "::1", "[::1]", "fe80::1%eth0", "2001:db8::1")) {
      assertThat(Address.read(text)).as(text).isPresent();
    }
  }

  @Test
  void configurationSaysWhatIsWrong() {
    assertThat(LimitConfiguration.byDefault().faults()).isEmpty();
    assertThat(new LimitConfiguration(499, 31, 0, 1, List.of("nl"), 0, 1, List.of("proxy.example")).faults()).hasSize(6);
  }

  private static LimitConfiguration proxies(String... proxies) {
    return new LimitConfiguration(null, null, null, null, null, null, null, List.of(proxies));
  }
}
