package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttentionTest {
  /** Events that are stored have the number. A new one takes the next; none is ever given again. */
  @Test
  void eachKeepsItsNumber() {
    assertThat(Arrays.stream(Attention.values()).collect(Collectors.toMap(Attention::number, Attention::word)).toString()).isEqualTo(
        "{1=number-takes-no-sms, 2=sms-unavailable, 3=codes-used-up, 4=locked, 5=undeliverable, 6=key-compromised, 7=restored, 8=tampered, 9=bounced, "
            + "10=delayed, 11=conference-not-deleted}");
    assertThat(Attention.values()).allSatisfy(one -> assertThat(Attention.ofNumber(one.number())).contains(one));
    assertThat(Attention.ofNumber(0)).isEmpty();
    assertThat(Attention.ofNumber(12)).as("of a later version").isEmpty();
  }
}
