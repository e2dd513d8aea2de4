package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import nl.sluis.conference.AccountLook;
import nl.sluis.conference.ConferenceRefusedException;
import nl.sluis.conference.ConferenceUnavailableException;
import nl.sluis.conference.FoundConference;
import nl.sluis.conference.MadeConference;
import nl.sluis.conference.MeetingProvider;
import nl.sluis.conference.WantedConference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meetings by Zoom. Zoom knows no key that makes a repeated request harmless, so a meeting is asked for once; if no answer comes, it is looked for by
 * its agenda.
 */
public final class ZoomMeetings implements MeetingProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ZoomMeetings.class);
  private static final Duration LOOKING_FOR_MEETINGS = Duration.ofSeconds(60);
  private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofMillis(500);
  private static final Duration DELETING = Duration.ofSeconds(15);
  private static final Duration LOOKING_AT_THE_ACCOUNT = Duration.ofSeconds(90);

  private final ZoomConfiguration configuration;
  private final ZoomTokens tokens;
  private final Clock clock;
  private final SecureRandom random;

  /** @param configuration found valid */
  public ZoomMeetings(ZoomConfiguration configuration, Clock clock, SecureRandom random) {
    this.configuration = configuration;
    this.tokens = new ZoomTokens(configuration, clock);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String name() {
    return "zoom";
  }

  @Override
  public List<String> hosts() {
    return configuration.hosts();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Zoom makes a meeting of the past begin now, and that is refused here too: the start has to be later than this call ends. Of the time, half is for
   * making it, and a fifth for deleting it again.
   */
  @Override
  public MadeConference make(WantedConference wanted, Duration within) {
    var deadline = Deadline.in(within);
    var api = api();
    var missing = missingScopes(api, deadline);
    if (!missing.isEmpty()) {
      throw new ConferenceUnavailableException(ZoomErrors.missing(missing), null, false);
    }
    var asked = AskedMeeting.of(wanted, configuration.topic(), DrawnPasscode.draw(random));
    var readBack = new ReadBack(asked);
    var id = created(api, wanted, asked, readBack, within, deadline);
    try {
      return read(api, id, asked, readBack, deadline.lessThan(within.dividedBy(5)));
    } catch (ConferenceRefusedException e) {
      throw new ConferenceRefusedException(e.reason(), e.getMessage(), isDeleted(api, id, deadline) ? null : id);
    } catch (ConferenceUnavailableException e) {
      throw new ConferenceUnavailableException(e.getMessage(), e.retryAfter(), !isDeleted(api, id, deadline));
    }
  }

  private static List<String> missingScopes(ZoomApi api, Deadline deadline) {
    var granted = api.scopes(deadline);
    // If Zoom does not list them, its refusal will name them.
    return granted.isEmpty() ? List.of() : Scope.missingForMeetings(granted);
  }

  /** @return the number of one that exists, and is as it was asked for as far as its first answer says */
  private String created(ZoomApi api, WantedConference wanted, AskedMeeting asked, ReadBack readBack, Duration within, Deadline deadline) {
    var body = asked.body();
    try (var answer = api.make("/users/" + encoded(wanted.host()) + "/meetings", body, deadline.lessThan(within.dividedBy(2)))) {
      if (!answer.isDone()) {
        throw ZoomErrors.refusal(answer);
      }
      return checked(api, answer, readBack, deadline);
    } catch (ConferenceUnavailableException e) {
      if (!e.mayExist()) {
        throw e;
      }
      return found(api, wanted, deadline.lessThan(within.dividedBy(5)), e);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private String checked(ZoomApi api, ZoomAnswer answer, ReadBack readBack, Deadline deadline) {
    var fields = answer.json(ReadBack.FIELDS);
    var id = ReadBack.id(fields);
    if (id == null) {
      throw new ConferenceUnavailableException("Zoom says that the meeting is made, and not which.", null, true);
    }
    try {
      readBack.check(fields);
      return id;
    } catch (ConferenceRefusedException e) {
      throw new ConferenceRefusedException(e.reason(), e.getMessage(), isDeleted(api, id, deadline) ? null : id);
    }
  }

  /** Nobody asks for a second one before the first was looked for. If it is not there yet, it may still come. */
  private String found(ZoomApi api, WantedConference wanted, Deadline deadline, ConferenceUnavailableException lost) {
    try {
      var found = new MeetingList(api).find(wanted.host(), Set.of(wanted.marker()), deadline);
      if (!found.isEmpty()) {
        LOG.info("Zoom made a meeting whose answer was lost; it is found");
        return found.get(0).providerId();
      }
    } catch (ConferenceUnavailableException e) {
      // Then nobody can tell.
    }
    throw lost;
  }

  private MadeConference read(ZoomApi api, String id, AskedMeeting asked, ReadBack readBack, Deadline deadline) {
    try (var answer = shown(api, id, deadline)) {
      if (!answer.isDone()) {
        throw new ConferenceUnavailableException("Zoom made a meeting that it does not show (code " + answer.code() + ").", null, true);
      }
      var fields = answer.json(ReadBack.FIELDS);
      readBack.check(fields);
      if (!id.equals(ReadBack.id(fields))) {
        throw new ConferenceUnavailableException("Zoom shows another meeting than was asked for.", null, true);
      }
      return new MadeConference(id, readBack.joinUrl(fields), JoinLink.ofWebClient(id), forPeople(id), asked.passcode(),
          readBack.proofs(clock.instant()));
    }
  }

  /** Zoom has said of meetings that exist that they do not. */
  private static ZoomAnswer shown(ZoomApi api, String id, Deadline deadline) {
    var first = api.ask("GET", "/meetings/" + id, deadline);
    if (!first.isRefused(404, ZoomErrors.NO_MEETING) || !ZoomApi.paused(BEFORE_ANOTHER_LOOK, deadline)) {
      return first;
    }
    first.close();
    return api.ask("GET", "/meetings/" + id, deadline);
  }

  /** As Zoom's own windows show it. */
  private static String forPeople(String id) {
    return id.substring(0, 3) + " " + id.substring(3, 7) + " " + id.substring(7);
  }

  private static boolean isDeleted(ZoomApi api, String id, Deadline deadline) {
    try {
      new MeetingDeletion(api).delete(id, deadline);
      return true;
    } catch (ConferenceUnavailableException e) {
      LOG.warn("A meeting at Zoom that is not as it was asked for could not be deleted");
      return false;
    }
  }

  @Override
  public List<FoundConference> find(String host, Set<String> markers) {
    return markers.isEmpty() ? List.of() : new MeetingList(api()).find(host, markers, Deadline.in(LOOKING_FOR_MEETINGS));
  }

  @Override
  public void delete(String providerId) {
    new MeetingDeletion(api()).delete(providerId, Deadline.in(DELETING));
  }

  @Override
  public AccountLook look() {
    return new AccountQuestions(api(), configuration, Deadline.in(LOOKING_AT_THE_ACCOUNT)).look(clock.instant());
  }

  private ZoomApi api() {
    return new ZoomApi(configuration.baseUrl(), tokens, clock);
  }

  /** As one part of a path. */
  static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8).replace("+", "%20");
  }
}
