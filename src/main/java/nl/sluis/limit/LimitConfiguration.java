package nl.sluis.limit;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;

/**
 * Limits: how much a client may post, how often strangers of one address range may be wrong, and whom we ask for a visitor's address.
 *
 * @param invitationsPerHour  for each client, 500 (one full request) or more, default 10,000
 * @param unknownLinksPerHour for each address range, default 1,000
 * @param wrongTriesPerHour   for each address range, default 1,000
 * @param proxies             addresses whose {@code X-Forwarded-For} is believed, default loopback
 */
public record LimitConfiguration(
    Integer invitationsPerHour, Integer unknownLinksPerHour, Integer wrongTriesPerHour, List<String> proxies) {
  private static final int FULL_REQUEST = 500;
  private static final int CODES_PER_INVITATION = 3;
  private static final int CODES_PER_NUMBER = 10;

  public LimitConfiguration {
    invitationsPerHour = requireNonNullElse(invitationsPerHour, 10_000);
    unknownLinksPerHour = requireNonNullElse(unknownLinksPerHour, 1_000);
    wrongTriesPerHour = requireNonNullElse(wrongTriesPerHour, 1_000);
    proxies = List.copyOf(requireNonNullElse(proxies, List.of("127.0.0.1", "::1")));
  }

  int most(Limit limit) {
    return switch (limit) {
      case CODES_PER_INVITATION -> CODES_PER_INVITATION;
      case CODES_PER_NUMBER -> CODES_PER_NUMBER;
      case INVITATIONS_PER_CLIENT -> invitationsPerHour;
      case UNKNOWN_LINKS_PER_RANGE -> unknownLinksPerHour;
      case WRONG_TRIES_PER_RANGE -> wrongTriesPerHour;
    };
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    if (invitationsPerHour < FULL_REQUEST) {
      faults.add("limits.invitationsPerHour must be at least " + FULL_REQUEST + ", as many as one request may have");
    }
    if (unknownLinksPerHour < 1 || wrongTriesPerHour < 1) {
      faults.add("limits.unknownLinksPerHour and limits.wrongTriesPerHour must be at least 1");
    }
    proxies.stream().filter(proxy -> Address.read(proxy).isEmpty()).forEach(proxy ->
        faults.add("limits.proxies must be addresses, as 127.0.0.1 or ::1, and no names"));
    return faults;
  }
}
