package nl.sluis;

import java.time.Clock;
import java.util.Optional;
import nl.sluis.admin.ConferenceServlet;
import nl.sluis.conference.AccountHealthCheck;
import nl.sluis.conference.AccountLooks;
import nl.sluis.conference.AccountWatch;
import nl.sluis.conference.ConferenceHashes;
import nl.sluis.conference.ConferenceList;
import nl.sluis.conference.ConferenceParts;
import nl.sluis.conference.MessageInbox;
import nl.sluis.conference.MessageMeters;
import nl.sluis.conference.RunningMeetings;
import nl.sluis.conference.RunningSweep;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.zoom.ZoomConfiguration;
import nl.sluis.zoom.ZoomEventResource;
import nl.sluis.zoom.ZoomSignature;

/** A part of conferencing: what the account keeps, and what is heard of meetings that run. */
final class Overseeing {
  final ConferenceList list;
  private final StartContext start;
  private final AccountLooks looks;
  private final AccountWatch watch;
  private final RunningSweep sweep;
  private final MessageInbox inbox;

  Overseeing(StartContext start, Storage storage, ConferenceHashes hashes, ConferenceParts parts, AccountLooks looks,
      MessageMeters meters) {
    this.start = start;
    this.looks = looks;
    var provider = parts.provider();
    watch = new AccountWatch(provider, looks);
    sweep = new RunningSweep(storage.database, start.audit());
    list = new ConferenceList(provider, looks, storage.database, parts.left());
    inbox = new MessageInbox(new RunningMeetings(provider.name(), storage.database, hashes, looks, start.audit()), watch::wake, meters);
  }

  /** @return a rule that the account no longer keeps, as far as is known */
  Optional<ConferenceRule> loosened() {
    return looks.loosened().stream().findFirst();
  }

  /** The video service tells, if it was given a secret to sign by. By the clock of this machine, because the answer waits for no database. */
  void openToZoom(ZoomConfiguration zoom) {
    if (zoom.webhookSecret().isPresent()) {
      start.environment().jersey().register(new ZoomEventResource(new ZoomSignature(zoom::webhookSecret, Clock.systemUTC()), inbox));
    }
  }

  void openToOperators() {
    start.environment().admin().addServlet("/conference", new ConferenceServlet(list)).addMapping("/conference");
    start.environment().healthChecks().register("conference", new AccountHealthCheck(looks));
  }

  /** They start in this order and stop in the reverse order. */
  void keepHouse() {
    start.environment().lifecycle().manage(inbox);
    start.environment().lifecycle().manage(sweep);
    start.environment().lifecycle().manage(watch);
  }
}
