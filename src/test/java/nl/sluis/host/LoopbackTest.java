package nl.sluis.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is this machine, and what only looks like it. */
class LoopbackTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "LocalHost", "127.0.0.1", "127.0.0.2", "127.255.255.254", "::1", "[::1]",
    "0:0:0:0:0:0:0:1", "[0000::0001]", "::ffff:127.0.0.1", "[::FFFF:7f00:1]"})
  void thisMachineInEverySpelling(String host) {
    assertThat(Loopback.is(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "localhost.", "localhost.example.org", "sub.localhost", "127.0.0.1.example.org", "127.0.0.1.",
    "127.0.0.256",
    "127.1", "2130706433", "0x7f.0.0.1", "0127.0.0.1", "127.00.0.1", "0.0.0.0", "::", "[::]", "::2", "[::1", "::1]", "[127.0.0.1]",
    "::1%lo",
    "fe80::1", "128.0.0.1", "10.0.0.1", "example.org", "127.0.0.1\n", "localhost:80", "１２７.0.0.1", ":", "1::2::3"})
  void whatOnlyLooksLikeIt(String host) {
    assertThat(Loopback.is(host)).isFalse();
  }

  @Test
  void noHostIsNotThisMachine() {
    assertThat(Loopback.is(null)).isFalse();
  }
}
