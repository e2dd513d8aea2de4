package nl.sluis.limit;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;
import nl.sluis.meeting.Countries;

/**
 * Section {@code limits}: how much a client may post, how many codes may be sent, and how often strangers of one address range may be wrong.
 * Also which proxies are believed about a visitor's address.
 *
 * @param invitationsPerHour  for each client, 500 (one full request) or more, default 10,000
 * @param mebibytesPerHour    for each client, of meetings, once for each invitee, 32 (one full request) or more, default 256
 * @param codesPerDay         text messages for the invitations of one client, default 3,000
 * @param codesPerDayInAll    text messages of all clients, default 10,000
 * @param countries           that text messages go to, as {@code NL}; default empty, for all
 * @param unknownLinksPerHour for each address range, default 1,000
 * @param wrongTriesPerHour   for each address range, default 1,000
 * @param proxies             addresses whose {@code X-Forwarded-For} is believed, default loopback
 * @param conferencesPerDay   meetings that a video service makes for one client, default 50
 */
public record LimitConfiguration(Integer invitationsPerHour, Integer mebibytesPerHour, Integer codesPerDay, Integer codesPerDayInAll,
    List<String> countries, Integer unknownLinksPerHour, Integer wrongTriesPerHour, List<String> proxies,
    Integer conferencesPerDay) {
  private static final int FULL_REQUEST = 500;
  private static final int FULL_REQUEST_MEBIBYTES = 32;
  private static final int CODES_PER_INVITATION = 3;
  private static final int NOTICES_PER_ORGANIZER = 10;
  private static final int CODES_PER_NUMBER = 10;
  /** Over all invitations of that number (NIST SP 800-63B-4 §3.1.3.2): a new link is no new count. */
  private static final int WRONG_CODES_PER_NUMBER = 30;
  /** Creates and updates of one user in a day of UTC, as Zoom's description of its interface says. */
  private static final int CONFERENCES_PER_HOST = 100;
  private static final long MEBIBYTE = 1_048_576;

  public LimitConfiguration {
    invitationsPerHour = requireNonNullElse(invitationsPerHour, 10_000);
    mebibytesPerHour = requireNonNullElse(mebibytesPerHour, 256);
    codesPerDay = requireNonNullElse(codesPerDay, 3_000);
    codesPerDayInAll = requireNonNullElse(codesPerDayInAll, 10_000);
    countries = List.copyOf(requireNonNullElse(countries, List.of()));
    unknownLinksPerHour = requireNonNullElse(unknownLinksPerHour, 1_000);
    wrongTriesPerHour = requireNonNullElse(wrongTriesPerHour, 1_000);
    proxies = List.copyOf(requireNonNullElse(proxies, List.of("127.0.0.1", "::1")));
    conferencesPerDay = requireNonNullElse(conferencesPerDay, 50);
  }

  public static LimitConfiguration byDefault() {
    return new LimitConfiguration(null, null, null, null, null, null, null, null, null);
  }

  int most(Limit limit) {
    return switch (limit) {
      case CODES_PER_INVITATION -> CODES_PER_INVITATION;
      case NOTICES_PER_ORGANIZER -> NOTICES_PER_ORGANIZER;
      case CODES_PER_NUMBER -> CODES_PER_NUMBER;
      case CODES_PER_CLIENT -> codesPerDay;
      case CODES_IN_ALL -> codesPerDayInAll;
      case WRONG_CODES_PER_NUMBER -> WRONG_CODES_PER_NUMBER;
      case INVITATIONS_PER_CLIENT -> invitationsPerHour;
      case UNKNOWN_LINKS_PER_RANGE -> unknownLinksPerHour;
      case WRONG_TRIES_PER_RANGE -> wrongTriesPerHour;
      case CONFERENCES_PER_CLIENT -> conferencesPerDay;
      case CONFERENCES_PER_HOST -> CONFERENCES_PER_HOST;
    };
  }

  long mostBytes(Limit limit) {
    return limit == Limit.INVITATIONS_PER_CLIENT ? mebibytesPerHour * MEBIBYTE : 0;
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    if (invitationsPerHour < FULL_REQUEST) {
      faults.add("limits.invitationsPerHour must be at least " + FULL_REQUEST + ", as many as one request may have");
    }
    if (mebibytesPerHour < FULL_REQUEST_MEBIBYTES) {
      faults.add("limits.mebibytesPerHour must be at least " + FULL_REQUEST_MEBIBYTES + ", as much as one request may store");
    }
    if (codesPerDay < 1 || codesPerDayInAll < 1) {
      faults.add("limits.codesPerDay and limits.codesPerDayInAll must be at least 1");
    }
    if (unknownLinksPerHour < 1 || wrongTriesPerHour < 1) {
      faults.add("limits.unknownLinksPerHour and limits.wrongTriesPerHour must be at least 1");
    }
    if (conferencesPerDay < 1) {
      faults.add("limits.conferencesPerDay must be at least 1");
    }
    if (!countries.stream().allMatch(Countries::isKnown)) {
      faults.add("limits.countries must be two-letter codes of countries, as NL or BE; empty is all");
    }
    proxies.stream().filter(proxy -> Address.read(proxy).isEmpty())
        .forEach(proxy -> faults.add("limits.proxies must be addresses, as 127.0.0.1 or ::1, and no names"));
    return faults;
  }
}
