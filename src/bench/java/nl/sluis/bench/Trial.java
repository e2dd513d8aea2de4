package nl.sluis.bench;

import java.time.Duration;

/** One flow of one service. It is run again and again, in turn with others. */
abstract class Trial {
  final String flow;
  final Service service;
  /** The trial that this one is compared with, as {@code posts of floor}; null for none. */
  final String against;

  Trial(String flow, Service service, String against) {
    this.flow = flow;
    this.service = service;
    this.against = against;
  }

  String name() {
    return name(flow, service.name);
  }

  /** True if the other does the same, so that the times of the calls may be compared as well. */
  boolean doesTheSame() {
    return against != null && against.startsWith(flow + " of ");
  }

  static String name(String flow, String service) {
    return flow + " of " + service;
  }

  /** Lays out what the load needs; not measured. */
  void prepare(Duration time) throws Exception {}

  /** What is measured. */
  abstract Load.Timing load(Duration time) throws Exception;

  /** Waits until nothing of it goes on; not measured. */
  void finish() throws Exception {}
}
