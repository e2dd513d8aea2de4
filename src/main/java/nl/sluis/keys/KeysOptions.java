package nl.sluis.keys;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Options that only tests set.
 *
 * @param rounds       of the slow hash before the keyring; a test opens the file again and again
 * @param afterStep    is told each step of a rotation; a test may crash there
 * @param nanoTime     as {@link System#nanoTime}
 * @param betweenTries how long a rotation waits before it looks again whether a key can go
 */
record KeysOptions(int rounds, Consumer<RotationStep> afterStep, LongSupplier nanoTime, Duration betweenTries) {
  static final KeysOptions DEFAULT = new KeysOptions(Bcfks.ROUNDS, step -> {}, System::nanoTime, Duration.ofMillis(100));
}
