package nl.sluis.bench;

import java.time.Duration;

/** Meetings are posted while the relay is away, so that no mail leaves. */
final class PostTrial extends Trial {
  private final Meetings meetings;
  private final SmtpSink relay;
  private final int invitees;

  PostTrial(String flow, Service service, String against, Meetings meetings, SmtpSink relay, int invitees) {
    super(flow, service, against);
    this.meetings = meetings;
    this.relay = relay;
    this.invitees = invitees;
  }

  @Override
  void prepare(Duration time) throws Exception {
    relay.close();
  }

  @Override
  Load.Timing load(Duration time) throws Exception {
    return Load.run(service.port, time, connection -> {
      service.post(connection, meetings.request(invitees));
      return invitees;
    });
  }
}
