package nl.sluis.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Many mails are owed, and the relay comes back: how fast do they leave? */
final class CourierTrial extends Trial {
  private static final int FULL_REQUEST = 500;
  private final Gateway gateway;
  private final Meetings meetings;
  private final SmtpSink relay;
  private long owed;
  private double perSecond = 50;

  CourierTrial(String flow, Gateway gateway, String against, Meetings meetings, SmtpSink relay) {
    super(flow, gateway, against);
    this.gateway = gateway;
    this.meetings = meetings;
    this.relay = relay;
  }

  @Override
  void prepare(Duration time) throws Exception {
    relay.close();
    try (var connection = new HttpConnection(gateway.port)) {
      for (; owed < 1.5 * perSecond * time.toSeconds() + FULL_REQUEST; owed += FULL_REQUEST) {
        gateway.post(connection, meetings.request(FULL_REQUEST));
      }
    }
    relay.open();
    gateway.operate("/tasks/flush-outbox");
    var before = relay.mails();
    while (relay.mails() == before) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Override
  Load.Timing load(Duration time) throws Exception {
    var before = relay.mails();
    var began = System.nanoTime();
    while (System.nanoTime() - began < time.toNanos() && relay.mails() - before < owed - FULL_REQUEST / 2) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    var mails = relay.mails() - before;
    var seconds = (System.nanoTime() - began) / 1e9;
    owed -= mails;
    perSecond = mails / seconds;
    return new Load.Timing(mails, seconds, new long[0]);
  }

  @Override
  void finish() throws Exception {
    var before = relay.mails();
    relay.close();
    owed -= relay.mails() - before;
  }
}
