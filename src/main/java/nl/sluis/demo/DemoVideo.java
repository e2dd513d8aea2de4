package nl.sluis.demo;

import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.standin.StandInWebhooks;
import nl.sluis.standin.ZoomStandIn;

/** The video service of the demonstration: a stand-in of Zoom, whose administrator and participants are buttons. */
public final class DemoVideo {
  private static final String RECORDING = "recording.cloud_recording";
  private final ZoomStandIn zoom;
  private final StandInWebhooks webhooks;
  private final Supplier<Object> seen;
  private boolean loosened;

  /** @param seen what the operator sees of it */
  public DemoVideo(ZoomStandIn zoom, String publicUrl, Supplier<Object> seen) {
    this.zoom = zoom;
    this.webhooks = zoom.webhooks(URI.create(publicUrl + "/conference/zoom"));
    this.seen = seen;
  }

  /** @param meetingId null if it made none */
  synchronized void join(String meetingId) {
    var id = known(meetingId);
    var now = Instant.now();
    refuse(webhooks.userJoined(id, "host", ZoomStandIn.HOST, now));
    refuse(webhooks.joined(id, "guest-" + now.toEpochMilli(), "Invitee One", now));
  }

  synchronized void record(String meetingId) {
    refuse(webhooks.recordingStarted(known(meetingId)));
  }

  /** Lets users of the account record in the cloud, or takes that back. */
  synchronized void loosenOrTighten() {
    loosened = !loosened;
    zoom.account().set(RECORDING, loosened);
    refuse(webhooks.settingsUpdated("account.settings_updated"));
  }

  synchronized View view() {
    return new View(zoom.meetings().ids().size(), loosened, seen.get());
  }

  /** Zoom would send it again; this one does not. */
  private static void refuse(StandInWebhooks.Answer answer) {
    if (answer.status() != 204) {
      throw new IllegalStateException("the gateway answered " + answer.status() + " to the video service of the demonstration");
    }
  }

  private static long known(String meetingId) {
    if (meetingId == null) {
      throw new ProblemException(Problem.UNKNOWN_MEETING);
    }
    return Long.parseLong(meetingId.replaceAll("[^0-9]", ""));
  }

  /**
   * @param meetings how many exist at the service
   * @param loosened whether its users may record
   * @param seen     what the operator sees of it
   */
  record View(int meetings, boolean loosened, Object seen) {}
}
