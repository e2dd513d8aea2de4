package nl.sluis.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many who ask at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  public static List<Answer> atOnce(int many, IntFunction<Answer> ask) {
    var pool = Executors.newFixedThreadPool(many);
    try {
      var tasks = IntStream.range(0, many).<Callable<Answer>>mapToObj(i -> () -> ask.apply(i)).toList();
      return pool.invokeAll(tasks).stream().map(future -> {
        try {
          return future.get();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
