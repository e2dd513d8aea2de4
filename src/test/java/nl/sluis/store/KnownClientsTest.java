package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KnownClientsTest {
  private static final byte[] KEY = {1};
  private static final long SECOND = 1_000_000_000;
  private long nanoTime = Long.MAX_VALUE - SECOND / 2;
  private final KnownClients known = new KnownClients(() -> nanoTime);
  private Caller stored = new Caller(new Client("one", "scheduler", "key", new byte[0]), Scope.all(), null, null);
  private int reads;

  @Test
  void aClientIsReadOnceASecond() {
    assertThat(find()).contains(stored);
    nanoTime += SECOND - 1;
    assertThat(find()).contains(stored);
    assertThat(reads).isEqualTo(1);
    nanoTime++;
    assertThat(find()).contains(stored);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aRevokedKeyIsKnownForLessThanASecond() {
    var client = stored;
    find();
    stored = null;
    nanoTime += SECOND - 1;
    assertThat(find()).contains(client);
    nanoTime++;
    assertThat(find()).isEmpty();
  }

  @Test
  void theSecondBeginsBeforeTheReading() {
    assertThat(known.find(KEY, () -> {
      nanoTime += SECOND - 1;
      return read();
    })).isPresent();
    find();
    assertThat(reads).isEqualTo(1);
    nanoTime++;
    find();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void whatIsForgottenIsReadAgain() {
    find();
    known.forget();
    stored = null;
    assertThat(find()).isEmpty();
  }

  @Test
  void whatWasReadBeforeARevocationIsNotKnownAfterIt() {
    Supplier<Optional<Caller>> overtaken = () -> {
      var read = read();
      stored = null;
      known.forget();
      return read;
    };
    assertThat(known.find(KEY, overtaken)).isPresent();
    assertThat(find()).isEmpty();
  }

  @Test
  void aKeyThatIsNotKnownIsAskedForEachTime() {
    var client = stored;
    stored = null;
    assertThat(find()).isEmpty();
    stored = client;
    assertThat(find()).contains(client);
    assertThat(known.find(new byte[] {2}, Optional::empty)).as("another key").isEmpty();
  }

  private Optional<Caller> find() {
    return known.find(KEY.clone(), this::read);
  }

  private Optional<Caller> read() {
    reads++;
    return Optional.ofNullable(stored);
  }
}
