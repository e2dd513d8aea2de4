package nl.sluis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Sixteen connections, each of which asks again as soon as it was answered. */
final class Load {
  static final int CONNECTIONS = 16;

  /** What one connection does again and again. */
  interface Caller {
    /** @return how much was done, as one post or 500 invitations; 0 if there is nothing left to do */
    int call(HttpConnection connection) throws Exception;
  }

  /**
   * What came of it.
   *
   * @param nanos how long each call took, sorted
   */
  record Timing(long units, double seconds, long[] nanos) {
    /** @return milliseconds that this part of the calls did not exceed; 0 without calls */
    double millis(double part) {
      return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, nanos.length * part)] / 1e6;
    }
  }

  private Load() {}

  static Timing run(int port, Duration time, Caller caller) throws Exception {
    var threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      var began = System.nanoTime();
      var until = began + time.toNanos();
      var work = new ArrayList<Callable<Timing>>();
      for (var i = 0; i < CONNECTIONS; i++) {
        work.add(() -> one(port, until, caller));
      }
      var units = 0L;
      var nanos = new long[0];
      for (var done : threads.invokeAll(work)) {
        units += done.get().units;
        var former = nanos.length;
        nanos = Arrays.copyOf(nanos, former + done.get().nanos.length);
        System.arraycopy(done.get().nanos, 0, nanos, former, done.get().nanos.length);
      }
      var seconds = (System.nanoTime() - began) / 1e9;
      Arrays.sort(nanos);
      return new Timing(units, seconds, nanos);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A call failed: " + e.getCause(), e);
    } finally {
      threads.shutdown();
    }
  }

  private static Timing one(int port, long until, Caller caller) throws Exception {
    try (var connection = new HttpConnection(port)) {
      var units = 0L;
      var nanos = new long[1024];
      var calls = 0;
      while (System.nanoTime() < until) {
        var began = System.nanoTime();
        var done = caller.call(connection);
        if (done == 0) {
          break;
        }
        units += done;
        nanos = calls == nanos.length ? Arrays.copyOf(nanos, calls * 2) : nanos;
        nanos[calls++] = System.nanoTime() - began;
      }
      return new Timing(units, 0, Arrays.copyOf(nanos, calls));
    }
  }
}
