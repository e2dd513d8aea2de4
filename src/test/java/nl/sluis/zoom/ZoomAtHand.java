package nl.sluis.zoom;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.sluis.conference.WantedConference;
import nl.sluis.secret.Secret;
import nl.sluis.standin.ZoomStandIn;

/** A stand-in of Zoom, the client that asks it, and a meeting that is wanted. */
final class ZoomAtHand implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(20);
  static final String MARKER = "Zk3v9Q2mT7xW1pL8sD4fGh";
  final TurnedClock clock = new TurnedClock();
  final ZoomStandIn zoom = ZoomStandIn.start(clock);
  final ZoomMeetings meetings = client();

  /** @return another gateway on the same app */
  ZoomMeetings client() {
    return client(configuration(List.of(ZoomStandIn.HOST)));
  }

  ZoomMeetings client(ZoomConfiguration configuration) {
    return new ZoomMeetings(configuration, clock, new SecureRandom());
  }

  ZoomConfiguration configuration(List<String> hosts) {
    return new ZoomConfiguration(ZoomStandIn.ACCOUNT_ID, ZoomStandIn.CLIENT_ID, Secret.of(ZoomStandIn.CLIENT_SECRET), null,
        Secret.of(ZoomStandIn.WEBHOOK_SECRET), null, hosts, null, null, zoom.baseUrl(), zoom.oauthUrl());
  }

  WantedConference wanted() {
    return wanted(MARKER);
  }

  WantedConference wanted(String marker) {
    var start = clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
    return new WantedConference(ZoomStandIn.HOST, start, start.plus(Duration.ofMinutes(50)), "Europe/Amsterdam", marker, "K7QF");
  }

  @Override
  public void close() {
    zoom.close();
  }

  /** Now, and turned by hand. */
  static final class TurnedClock extends Clock {
    private volatile Duration by = Duration.ZERO;

    void turn(Duration more) {
      by = by.plus(more);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
