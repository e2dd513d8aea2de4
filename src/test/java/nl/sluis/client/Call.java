package nl.sluis.client;

import java.util.List;

/**
 * One call of a client, in any language.
 *
 * @param timeout   of an attempt, in milliseconds
 * @param patience  of the call, in milliseconds
 * @param method    as in Java
 * @param arguments in the order of the method's. Of {@code post}: the body; then, if wished, the idempotency key and whether it is lenient.
 *     Of {@code events}: the cursor, empty to begin; limit; wait
 */
record Call(String url, String clientKey, int timeout, int patience, String method, List<?> arguments) {
  static final String KEY = "client-key-of-the-tests";
  /** Longer than any machine is busy. */
  static final int LONG = 60_000;

  static Call of(String url, String method, Object... arguments) {
    return new Call(url, KEY, LONG, LONG, method, List.of(arguments));
  }

  Call within(int eachMillis, int allMillis) {
    return new Call(url, clientKey, eachMillis, allMillis, method, arguments);
  }

  Call as(String key) {
    return new Call(url, key, timeout, patience, method, arguments);
  }
}
