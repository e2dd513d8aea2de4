package nl.sluis.webhook;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Where messages of a webhook go, and what signs them: opened for a moment.
 *
 * @param secrets the present one first; wiped by {@link #close}
 */
record Endpoint(URI url, List<byte[]> secrets) implements AutoCloseable {
  @Override
  public void close() {
    secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
  }

  @Override
  public String toString() {
    return "Endpoint[redacted]";
  }
}
