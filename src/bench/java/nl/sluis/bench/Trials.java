package nl.sluis.bench;

import java.util.ArrayList;
import java.util.List;

/** Which trials belong to which flow, and what each is compared with. */
final class Trials {
  private static final int FULL_REQUEST = 500;
  private final Gateway gateway;
  private final Floor floor;
  private final SmtpSink relay;
  private final LocalTwilio twilio;
  private final Meetings meetings = new Meetings();

  Trials(Gateway gateway, Floor floor, SmtpSink relay, LocalTwilio twilio) {
    this.gateway = gateway;
    this.floor = floor;
    this.relay = relay;
    this.twilio = twilio;
  }

  /** In this order: those that need an empty outbox come first, and starts, after which all is cold, come last. */
  List<List<Trial>> of(Options options) {
    var flows = new ArrayList<List<Trial>>();
    if (options.wants("openings")) {
      flows.add(List.of(FloorTrials.openings("openings", floor, meetings),
          new OpeningTrial("openings", gateway, ofFloor("openings"), meetings, relay, twilio)));
    }
    if (options.wants("mails")) {
      flows.add(List.of(FloorTrials.mailedPosts("posts, mailed", floor, meetings),
          new MailedPostTrial("posts, mailed", gateway, ofFloor("posts, mailed"), meetings, relay)));
      flows.add(List.of(FloorTrials.mails("mails", floor, relay), new CourierTrial("mails", gateway, ofFloor("mails"), meetings, relay)));
    }
    if (options.wants("posts") || options.wants("memory")) {
      flows.add(List.of(new PostTrial("posts", floor, null, meetings, relay, 1),
          new PostTrial("posts", gateway, ofFloor("posts"), meetings, relay, 1)));
    }
    if (options.wants("batch") || options.wants("memory")) {
      flows.add(List.of(new PostTrial("posts of 500", gateway, Trial.name("posts", gateway.name), meetings, relay, FULL_REQUEST)));
    }
    if (options.wants("start")) {
      flows.add(starts("start", false));
      flows.add(starts("start, archive", true));
    }
    return flows;
  }

  private List<Trial> starts(String flow, boolean archives) {
    return List.of(new StartTrial(flow, floor, null, meetings, archives), new StartTrial(flow, gateway, ofFloor(flow), meetings, archives));
  }

  private String ofFloor(String flow) {
    return Trial.name(flow, floor.name);
  }
}
