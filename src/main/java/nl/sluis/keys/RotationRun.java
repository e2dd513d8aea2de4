package nl.sluis.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import nl.sluis.files.FileException;

/**
 * A rotation that is running, in a thread of its own, so that a caller who goes away or reads slowly delays nobody. All who follow it see
 * every line from the first, and the same end.
 */
final class RotationRun {
  private final long number;
  private final Instant began;
  private final Set<KeyFamily> families;
  private final RotationKind kind;
  private final List<String> lines = new ArrayList<>();
  private long resealed;
  private RotationReport report;
  private RotationException failure;

  /**
   * @param number which one since the start of this gateway
   * @param began  by the database's clock, as are the times of keys
   */
  RotationRun(long number, Instant began, Set<KeyFamily> families, RotationKind kind) {
    this.number = number;
    this.began = began;
    this.families = EnumSet.copyOf(families);
    this.kind = kind;
  }

  /** @return whether who asked for this may be content with that */
  boolean covers(Set<KeyFamily> asked, RotationKind askedFor) {
    return families.containsAll(asked) && kind.compareTo(askedFor) >= 0;
  }

  void start(Function<RotationRun, RotationReport> work) {
    var thread = new Thread(() -> run(work), "key-rotation");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Function<RotationRun, RotationReport> work) {
    try {
      end(work.apply(this), null);
    } catch (RotationException e) {
      end(null, e);
    } catch (FileException | IllegalStateException e) {
      end(null, new RotationException(e.getMessage(), e));
    } catch (Throwable e) {
      // Whatever it is, those who follow must not wait for ever.
      end(null, new RotationException(String.format(Locale.ROOT, "The rotation stopped: %s. Nothing is lost; run it again",
          e.getClass().getSimpleName()), e));
    }
  }

  synchronized void say(String line) {
    lines.add(line);
    notifyAll();
  }

  synchronized void count(int rows) {
    resealed += rows;
  }

  synchronized long resealed() {
    return resealed;
  }

  synchronized RotationProgress progress() {
    return new RotationProgress(!hasEnded(), resealed, number, began);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "rotation %d, which began at %s", number, began);
  }

  private synchronized void end(RotationReport report, RotationException failure) {
    this.report = report;
    this.failure = failure;
    notifyAll();
  }

  synchronized boolean hasEnded() {
    return report != null || failure != null;
  }

  RotationReport follow(Consumer<String> progress) {
    for (var seen = 0;;) {
      var news = awaitAfter(seen);
      if (news.isEmpty()) {
        return outcome();
      }
      news.forEach(progress);
      seen += news.size();
    }
  }

  void awaitEnd() {
    for (var seen = 0;;) {
      var news = awaitAfter(seen);
      if (news.isEmpty()) {
        return;
      }
      seen += news.size();
    }
  }

  /** @return the lines after so many; none when the run has ended and all were seen */
  private synchronized List<String> awaitAfter(int seen) {
    try {
      while (lines.size() == seen && !hasEnded()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RotationException("Interrupted; the rotation goes on");
    }
    return List.copyOf(lines.subList(seen, lines.size()));
  }

  private synchronized RotationReport outcome() {
    if (failure != null) {
      // An exception of the caller's own, for it is thrown in many threads.
      throw new RotationException(failure.getMessage(), failure);
    }
    return report;
  }
}
