package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import nl.sluis.webhook.PublicAddresses.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is public is what IANA's registries, as of July 2026, call globally reachable, and nothing else. */
class PublicAddressesTest {
  private static final Pattern FIELD = Pattern.compile("(?:^|,)(\"(?:[^\"]|\"\")*\"|[^,]*)");

  /** The narrowest block of an address decides. */
  @ParameterizedTest
  @ValueSource(strings = {"iana-ipv4-special-registry-1.csv", "iana-ipv6-special-registry-1.csv"})
  void theFirstAndTheLastAddressOfEachBlockAreAsTheRegistrySays(String file) throws IOException {
    var rows = rows(Path.of("src/test/resources/webhook", file));
    assertThat(rows).hasSizeGreaterThan(20);
    for (var row : rows) {
      for (var address : List.of(edge(row.block, false), edge(row.block, true))) {
        var narrowest = rows.stream().filter(one -> one.block.contains(address)).max((one, other) -> one.block.bits() - other.block.bits())
            .orElseThrow();
        // The address within is judged by itself: the first one of a translated block is 0.0.0.0, and the last 255.255.255.255.
        var expected = narrowest.reachable && !narrowest.written.equals("64:ff9b::/96");
        assertThat(PublicAddresses.contain(InetAddress.getByAddress(address))).as(row.written + " " + Arrays.toString(address))
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255",
    "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2001:200::1", "2003::1"})
  void whatIsBesideThemIsPublic(String address) throws IOException {
    assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "127.255.255.255", "169.254.169.254", "10.1.2.3", "192.168.0.1", "224.0.0.1",
    "239.255.255.255",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "64:ff9b:1::7f00:1", "2002:7f00:1::1", "2002:808:808::1", "2001:0:102:304::1", "fe80::1",
    "fec0::1",
    "fc00::1", "fd00:ec2::254", "ff02::1", "4000::1", "100::1", "5f00::1", "e000::1"})
  void whatIsWithinThemIsNot(String address) throws IOException {
    assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
  }

  private static byte[] edge(Block block, boolean last) {
    var bytes = block.prefix().clone();
    if (last) {
      var width = bytes.length * Byte.SIZE;
      var number = new BigInteger(1, bytes).or(BigInteger.ONE.shiftLeft(width - block.bits()).subtract(BigInteger.ONE)).toByteArray();
      System.arraycopy(number, Math.max(0, number.length - bytes.length), bytes, Math.max(0, bytes.length - number.length),
          Math.min(number.length, bytes.length));
    }
    return bytes;
  }

  private static List<Row> rows(Path file) throws IOException {
    var rows = new ArrayList<Row>();
    for (var line : Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
      var fields = FIELD.matcher(line).results().map(found -> found.group(1).replace("\"", "")).toList();
      for (var block : fields.get(0).replaceAll(" \\[\\d+]", "").split(", ")) {
        // Java has no mapped addresses: it makes IPv4 ones of them.
        if (!block.equals("::ffff:0:0/96")) {
          rows.add(new Row(block, Block.of(block), fields.get(8).equals("True")));
        }
      }
    }
    return rows;
  }

  /** @param reachable whether it says True, and nothing else */
  private record Row(String written, Block block, boolean reachable) {}
}
