package nl.sluis.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many who ask at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  public static List<Answer> atOnce(int many, IntFunction<Answer> ask) {
    return each(IntStream.range(0, many).boxed().toList(), ask::apply);
  }

  /** @return what was answered to each, in their order */
  public static <A, B> List<B> each(List<A> all, Function<A, B> ask) {
    var pool = Executors.newFixedThreadPool(all.size());
    try {
      var tasks = all.stream().<Callable<B>>map(one -> () -> ask.apply(one)).toList();
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
