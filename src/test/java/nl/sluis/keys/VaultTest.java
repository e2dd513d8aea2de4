package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultTest extends GatewayTest {
  private static final String COLUMN = "invitation.contact";
  private static final String ROW = "3q2-7wAAAAAAAAAAAAAAAA";
  private static final byte[] PLAINTEXT = Gateway.bytes("+31612345678");

  private Gateway gateway;
  private Vault vault;
  private Sealed sealed;

  @BeforeEach
  void seal() {
    gateway = start();
    vault = gateway.vault;
    sealed = vault.seal(KeyFamily.STORE, COLUMN, ROW, PLAINTEXT);
  }

  @Test
  void whatIsSealedOpens() {
    assertThat(vault.open(sealed.keyId(), COLUMN, ROW, sealed.bytes())).isEqualTo(PLAINTEXT);
    var empty = vault.seal(KeyFamily.OUTBOX, COLUMN, ROW, new byte[0]);
    assertThat(vault.open(empty.keyId(), COLUMN, ROW, empty.bytes())).isEmpty();
  }

  @Test
  void aColumnOfTheTablesIsSealedUnderItsFamilyAndPlace() {
    for (var column : SealedColumn.values()) {
      var value = vault.seal(column, ROW, PLAINTEXT);
      assertThat(value.keyId()).isEqualTo(gateway.keys.active(column.family()).id());
      assertThat(vault.open(value.keyId(), column, ROW, value.bytes())).isEqualTo(PLAINTEXT);
      assertThat(vault.open(value.keyId(), column.place(), ROW, value.bytes())).isEqualTo(PLAINTEXT);
      var again = vault.seal(value.keyId(), column, ROW, PLAINTEXT);
      assertThat(again.keyId()).isEqualTo(value.keyId());
      assertThat(vault.open(again.keyId(), column, ROW, again.bytes())).isEqualTo(PLAINTEXT);
    }
  }

  @Test
  void theLayoutIsVersionNonceCiphertextTag() {
    assertThat(sealed.bytes()).hasSize(1 + 12 + PLAINTEXT.length + 16).startsWith(1);
    assertThat(sealed.keyId()).isEqualTo(gateway.keys.active(KeyFamily.STORE).id()).hasSize(22);
  }

  @Test
  void noTwoSealsAreAlike() {
    assertThat(vault.seal(KeyFamily.STORE, COLUMN, ROW, PLAINTEXT).bytes()).isNotEqualTo(sealed.bytes());
  }

  @Test
  void inAnotherColumnRowOrUnderAnotherKeyItDoesNotOpen() {
    refuses(sealed.keyId(), "invitation.share", ROW, sealed.bytes());
    refuses(sealed.keyId(), COLUMN, "4q2-7wAAAAAAAAAAAAAAAA", sealed.bytes());
    refuses(gateway.keys.active(KeyFamily.OUTBOX).id(), COLUMN, ROW, sealed.bytes());
    refuses(sealed.keyId(), COLUMN + ROW.charAt(0), ROW.substring(1), sealed.bytes());
  }

  @Test
  void eachByteFlippedIsRefused() {
    for (int i = 0; i < sealed.bytes().length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        var flipped = sealed.bytes().clone();
        flipped[i] ^= (byte) (1 << bit);
        refuses(sealed.keyId(), COLUMN, ROW, flipped);
      }
    }
  }

  @Test
  void eachShorterOrLongerOneIsRefused() {
    for (int length = 0; length <= sealed.bytes().length + 1; length++) {
      if (length != sealed.bytes().length) {
        refuses(sealed.keyId(), COLUMN, ROW, Arrays.copyOf(sealed.bytes(), length));
      }
    }
    refuses(sealed.keyId(), COLUMN, ROW, null);
    refuses(null, COLUMN, ROW, sealed.bytes());
  }

  @Test
  void anUnknownKeyIsStale() {
    var unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    assertThatThrownBy(() -> vault.open(unknown, COLUMN, ROW, sealed.bytes())).isInstanceOf(StaleKeyException.class);
    assertThatThrownBy(() -> vault.seal(unknown, COLUMN, ROW, PLAINTEXT)).isInstanceOf(StaleKeyException.class);
  }

  @Test
  void aRefusalTellsNothingButColumnAndKey() {
    assertThatThrownBy(() -> vault.open(sealed.keyId(), COLUMN, "other", sealed.bytes()))
        .isExactlyInstanceOf(VaultException.class).hasNoCause()
        .hasMessage(COLUMN + " does not open with key " + sealed.keyId());
    assertThat(sealed.toString()).isEqualTo("Sealed[" + sealed.keyId() + "]");
  }

  @Test
  void workOvertakenByARotationBeginsAgain() {
    var overtaken = List.of(new int[1]);
    var opened = gateway.withFreshKeys(() -> {
      var value = vault.seal(KeyFamily.STORE, COLUMN, ROW, PLAINTEXT);
      if (overtaken.get(0)[0]++ == 0) {
        gateway.rotate(EnumSet.of(KeyFamily.STORE));
      }
      return vault.open(value.keyId(), COLUMN, ROW, value.bytes());
    });
    assertThat(opened).isEqualTo(PLAINTEXT);
    assertThat(overtaken.get(0)[0]).isEqualTo(2);
  }

  private void refuses(String keyId, String column, String row, byte[] value) {
    assertThatThrownBy(() -> vault.open(keyId, column, row, value))
        .isExactlyInstanceOf(VaultException.class).hasNoCause();
  }
}
