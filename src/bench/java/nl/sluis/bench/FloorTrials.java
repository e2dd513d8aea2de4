package nl.sluis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the floor does beside posting. */
final class FloorTrials {
  /**
   * The calls of an opening, status, code, release and acknowledge, with as many reads and updates as the gateway has statements in each. The
   * updates of a call are one transaction, which is on disk before the answer. When a flow changes, these follow it.
   */
  private static final List<String> OPENING = List.of("/changes?reads=2&updates=0", "/changes?reads=3&updates=10",
      "/changes?reads=4&updates=6", "/changes?reads=2&updates=3");
  private static final int OPENED_ROWS = 1_000;

  private FloorTrials() {}

  static Trial mailedPosts(String flow, Floor floor, Meetings meetings) {
    return new Trial(flow, floor, null) {
      @Override
      Load.Timing load(Duration time) throws Exception {
        return Load.run(floor.port, time, connection -> {
          connection.post("/mailed", "", meetings.request(1)).expect(201);
          return 1;
        });
      }
    };
  }

  /** @param like the relay that has seen the gateway's mails, of whose size the floor's are */
  static Trial mails(String flow, Floor floor, SmtpSink like) {
    return new Trial(flow, floor, null) {
      @Override
      Load.Timing load(Duration time) throws Exception {
        var began = System.nanoTime();
        try (var connection = new HttpConnection(floor.port)) {
          var path = "/mails?bytes=" + like.meanBytes() + "&millis=" + time.toMillis();
          var mails = Long.parseLong(connection.post(path, "", "{}").expect(200).body().replaceAll("\\D", ""));
          return new Load.Timing(mails, (System.nanoTime() - began) / 1e9, new long[0]);
        }
      }
    };
  }

  static Trial openings(String flow, Floor floor, Meetings meetings) {
    return new Trial(flow, floor, null) {
      private final List<String> rows = Collections.synchronizedList(new ArrayList<>());
      private final AtomicInteger next = new AtomicInteger();

      @Override
      void prepare(Duration time) throws Exception {
        while (rows.size() < OPENED_ROWS) {
          Load.run(floor.port, Duration.ofSeconds(1), connection -> {
            rows.add("{\"id\":\"" + connection.post("/posts", "", meetings.request(1)).expect(201).text("id") + "\"}");
            return 1;
          });
        }
      }

      @Override
      Load.Timing load(Duration time) throws Exception {
        return Load.run(floor.port, time, connection -> {
          var row = rows.get(Math.floorMod(next.getAndIncrement(), OPENED_ROWS));
          for (var call : OPENING) {
            connection.post(call, "", row).expect(200);
          }
          return 1;
        });
      }
    };
  }
}
