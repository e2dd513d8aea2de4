package nl.sluis.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** From {@code java} to the first 201, of a service that was stopped before, on its database of before. The rate is one over the time. */
final class StartTrial extends Trial {
  private final Meetings meetings;
  private boolean archives;

  /** @param archives true for starts with an archive of classes (class-data sharing), which the first preparation makes */
  StartTrial(String flow, Service service, String against, Meetings meetings, boolean archives) {
    super(flow, service, against);
    this.meetings = meetings;
    this.archives = archives;
  }

  @Override
  void prepare(Duration time) throws Exception {
    service.close();
    if (archives) {
      service.archiveClasses(meetings.request(1));
      archives = false;
    }
  }

  @Override
  Load.Timing load(Duration time) throws Exception {
    var began = System.nanoTime();
    service.launch();
    while (!posts()) {
      if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(5)) {
        throw new IllegalStateException(service.name + " does not start");
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    var nanos = System.nanoTime() - began;
    return new Load.Timing(1, nanos / 1e9, new long[] {nanos});
  }

  private boolean posts() {
    try (var connection = new HttpConnection(service.port)) {
      service.post(connection, meetings.request(1));
      return true;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }
}
