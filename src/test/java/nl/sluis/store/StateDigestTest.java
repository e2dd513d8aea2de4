package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** How the next deciding columns join: tried with columns that are not there yet. */
class StateDigestTest {
  private static final Object[] ROW = {"id", null, new byte[] {1, 2}, 7, Instant.parse("2027-01-12T10:00:00.123456789Z")};

  /** Rows are sealed so: this value was computed before there were versions. */
  @Test
  void versionOneIsSpelledAsItEverWas() {
    var moment = Instant.parse("2027-01-12T10:00:00.123456Z");
    var digest = new InvitationRow("W6oisTrp-UVJcM51zTXvDA", "client", new byte[] {1}, new byte[] {2, 3}, "sealed-at-intake", "mailed",
        null, 3,
        moment, null, moment.plusSeconds(1), moment.plusSeconds(2), moment.plusSeconds(3), null, null, moment.plusSeconds(86_400),
        new byte[] {4}, new byte[] {5}, null, 2, null, null, null, null, null, null).digest();

    assertThat(HexFormat.of().formatHex(digest)).isEqualTo("884ea3ab377d7186e7f098bac75147354e499558c51b2b25e9611f33a68f7b52");
  }

  @Test
  void aRowWithoutAnythingNewIsSealedAsAFormerGatewayReadsIt() {
    assertThat(row(3).since(2, null, null).since(3, (Object) null).toBytes()).isEqualTo(row(1).toBytes()).hasSize(32);
    assertThat(row(3).since(2, "red", null).since(3, (Object) null).toBytes()).isEqualTo(row(2).since(2, "red", null).toBytes());
  }

  @Test
  void eachValueOfALaterColumnMakesAnotherDigestThatSaysItsVersion() {
    var digests = java.util.stream.Stream
        .of(row(3).since(2, null, null).since(3, (Object) null), row(3).since(2, "red", null).since(3, (Object) null),
            row(3).since(2, null, "red").since(3, (Object) null), row(3).since(2, "red", null).since(3, 0),
            row(3).since(2, null, null).since(3, "red"))
        .map(StateDigest::toBytes).toList();

    assertThat(digests).doesNotHaveDuplicates();
    assertThat(digests).extracting(bytes -> bytes.length == 32 ? 1 : (int) bytes[0]).containsExactly(1, 2, 2, 3, 3);
  }

  /** A number that may be null is spelled as the other values are: four bytes alone could be read as the beginning of what follows. */
  @Test
  void aNumberAndNoNumberAreNeverSpelledAlike() {
    var bytes = new byte[256];
    bytes[2] = (byte) 253;
    var without = row(2).since(2, null, bytes);
    var with = row(2).since(2, 0x0001_0000, new byte[253]);

    assertThat(without.toBytes()).isNotEqualTo(with.toBytes());
    assertThat(row(2).since(2, (Integer) null).toBytes()).isEqualTo(row(1).toBytes());
    assertThat(row(2).since(2, 0).toBytes()).as("zero is a value").isNotEqualTo(row(1).toBytes()).hasSize(33);
  }

  @Test
  void onlyWhatALaterGatewaySealedIsNewer() {
    var second = row(2).since(2, "red").toBytes();
    assertThat(StateDigest.isNewerThan(1, second)).isTrue();
    assertThat(StateDigest.isNewerThan(2, second)).isFalse();
    var first = new byte[32];
    first[0] = 9;
    assertThat(StateDigest.isNewerThan(1, first)).as("version 1 has no byte for it").isFalse();
    assertThat(StateDigest.isNewerThan(1, new byte[0])).isFalse();
  }

  @Test
  void aVersionThatNobodyCountedIsAMistakeOfTheProgrammer() {
    assertThatThrownBy(() -> row(1).since(2, "red")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(3).since(3, "red").since(2, "blue")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(3).since(1, "red")).isInstanceOf(IllegalArgumentException.class);
  }

  private static StateDigest row(int newest) {
    return new StateDigest(newest).first(ROW);
  }
}
