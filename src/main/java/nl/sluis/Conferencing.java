package nl.sluis;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import nl.sluis.conference.AccountLooks;
import nl.sluis.conference.ConferenceHashes;
import nl.sluis.conference.ConferenceList;
import nl.sluis.conference.ConferenceParts;
import nl.sluis.conference.Conferences;
import nl.sluis.conference.MeetingMaker;
import nl.sluis.conference.MeetingProvider;
import nl.sluis.conference.MessageMeters;
import nl.sluis.conference.ProvedByAccount;
import nl.sluis.intake.ConferenceRules;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.zoom.ZoomMeetings;

/** Beside storage: meetings that a video service makes. Without one, what was made before is known all the same. */
final class Conferencing {
  final ConferenceHashes hashes;
  final Conferences conferences;
  /** Null if this gateway makes no meetings. */
  final ConferenceParts parts;

  /** Null with it. */
  private final Overseeing overseeing;
  private final StartContext start;
  private final ConferenceConfiguration configuration;

  /** @param configuration of this gateway, or of a demonstration */
  Conferencing(StartContext start, Storage storage, ConferenceConfiguration configuration) {
    this.start = start;
    this.configuration = configuration;
    hashes = new ConferenceHashes(storage.vault, start.random(), start.audit());
    conferences = new Conferences(storage.vault, hashes, start.audit());
    var meters = new MessageMeters(start.environment().metrics());
    var service = service();
    if (service == null) {
      parts = null;
      overseeing = null;
    } else {
      var looks = new AccountLooks(storage.database, start.audit());
      var provider = new ProvedByAccount(service, looks);
      parts = ConferenceParts.of(storage.database, storage.vault, hashes, provider, storage.limiter, start.configuration().retention(),
          start.random(), start.audit());
      overseeing = new Overseeing(start, storage, hashes, parts, looks, meters);
    }
  }

  /** @return which meetings a post may want */
  ConferenceRules rules() {
    return parts == null ? ConferenceRules.none() : new ConferenceRules(parts.provider().name(), parts.provider().hosts(), false);
  }

  /** @return null if this gateway makes no meetings */
  MeetingMaker maker() {
    return parts == null ? null : parts.maker();
  }

  /** @return which rule the account no longer keeps, so that no meeting is made now */
  Supplier<Optional<ConferenceRule>> refused() {
    return overseeing == null || !start.configuration().rules().strict() ? Optional::empty : overseeing::loosened;
  }

  /** The service tells, and an operator looks. */
  void open() {
    if (overseeing != null) {
      overseeing.openToZoom(configuration.zoom());
      overseeing.openToOperators();
    }
  }

  /** @return what an operator sees; null if this gateway makes no meetings */
  ConferenceList list() {
    return overseeing == null ? null : overseeing.list;
  }

  void keepHouse() {
    if (parts != null) {
      var environment = start.environment();
      environment.lifecycle().manage(parts.sweep());
      environment.healthChecks().register("conference-deletion", parts.health());
      parts.register(environment.metrics());
      overseeing.keepHouse();
    }
  }

  /** @return null if this gateway makes no meetings */
  private MeetingProvider service() {
    return configuration.isZoom() ? new ZoomMeetings(configuration.zoom(), Clock.systemUTC(), start.random()) : null;
  }
}
