package nl.sluis.envelope;

import static nl.sluis.envelope.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.List;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;

/** Holds the primitives against what others know goes wrong in them. */
class WycheproofTest {
  @Test
  void aesGcmGivesWhatIsRightAndRefusesWhatIsNot() throws AEADBadTagException {
    var cases = Vectors.wycheproof("aes_gcm_test.json", WycheproofTest::isOurAesGcm);
    assertThat(cases).hasSize(66);
    assertThat(valid(cases)).isEqualTo(39);
    for (var test : cases) {
      var sealed = concat(hex(test, "ct"), hex(test, "tag"));
      if (isValid(test)) {
        assertThat(AesGcm.seal(hex(test, "key"), hex(test, "iv"), hex(test, "aad"), hex(test, "msg")))
            .as("seal, case %s", test.get("tcId")).isEqualTo(sealed);
        assertThat(AesGcm.open(hex(test, "key"), hex(test, "iv"), hex(test, "aad"), sealed))
            .as("open, case %s", test.get("tcId")).isEqualTo(hex(test, "msg"));
      } else {
        assertThatExceptionOfType(AEADBadTagException.class).as("open, case %s", test.get("tcId"))
            .isThrownBy(() -> AesGcm.open(hex(test, "key"), hex(test, "iv"), hex(test, "aad"), sealed));
      }
    }
  }

  @Test
  void hkdfGivesWhatIsRightAndRefusesWhatIsNot() {
    var cases = Vectors.wycheproof("hkdf_sha256_test.json", group -> true);
    assertThat(cases).hasSize(86);
    assertThat(valid(cases)).isEqualTo(83);
    for (var test : cases) {
      var size = test.get("size").intValue();
      if (isValid(test)) {
        assertThat(Hkdf.derive(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), size))
            .as("case %s", test.get("tcId")).isEqualTo(hex(test, "okm"));
      } else {
        assertThatIllegalArgumentException().as("case %s", test.get("tcId"))
            .isThrownBy(() -> Hkdf.derive(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), size));
      }
    }
  }

  @Test
  void anEmptySaltIsOneOfThirtyTwoZeroBytes() {
    var ikm = new byte[] {1, 2, 3};
    assertThat(Hkdf.derive(ikm, ikm, 96)).isEqualTo(Hkdf.derive(ikm, new byte[32], ikm, 96));
  }

  private static boolean isOurAesGcm(JsonNode group) {
    return group.get("keySize").intValue() == 256 && group.get("ivSize").intValue() == 96
        && group.get("tagSize").intValue() == 128;
  }

  private static boolean isValid(JsonNode test) {
    return test.get("result").textValue().equals("valid");
  }

  private static long valid(List<JsonNode> cases) {
    return cases.stream().filter(WycheproofTest::isValid).count();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
