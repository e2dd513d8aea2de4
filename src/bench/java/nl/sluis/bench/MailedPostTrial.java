package nl.sluis.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Mails leave as fast as posts come: a post waits while many mails are owed. A unit is a mail that came. */
final class MailedPostTrial extends Trial {
  private static final int OWED = 4 * Load.CONNECTIONS;
  private final Gateway gateway;
  private final Meetings meetings;
  private final SmtpSink relay;
  private final Semaphore credits = new Semaphore(OWED);

  MailedPostTrial(String flow, Gateway gateway, String against, Meetings meetings, SmtpSink relay) {
    super(flow, gateway, against);
    this.gateway = gateway;
    this.meetings = meetings;
    this.relay = relay;
  }

  @Override
  void prepare(Duration time) throws Exception {
    relay.reader((recipient, mail) -> credits.release());
    relay.open();
    // Until as many are owed as will be.
    load(Duration.ofSeconds(1));
  }

  @Override
  Load.Timing load(Duration time) throws Exception {
    var before = relay.mails();
    var timing = Load.run(gateway.port, time, connection -> {
      credits.acquire();
      gateway.post(connection, meetings.request(1));
      return 1;
    });
    return new Load.Timing(relay.mails() - before, timing.seconds(), timing.nanos());
  }

  @Override
  void finish() throws Exception {
    if (!credits.tryAcquire(OWED, 1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Mails are owed for a minute");
    }
    credits.release(OWED);
    relay.reader((recipient, mail) -> {});
  }
}
