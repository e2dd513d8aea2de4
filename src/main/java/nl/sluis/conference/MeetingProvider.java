package nl.sluis.conference;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A video service that makes meetings, for one account. Each call asks the service anew, and may take as long as it is given. None is called with a
 * transaction open.
 */
public interface MeetingProvider {
  /** @return as in requests, answers and the configuration: {@code zoom} */
  String name();

  /** @return the users of the account whose meetings may be made, as the configuration names them; at least one */
  List<String> hosts();

  /**
   * Makes a meeting with every rule set, and reads it back. If it is not as it was asked for, it is deleted again.
   *
   * @param wanted it begins later than this call ends, because a service may make a time that is past into now, and that is refused
   * @param within for all calls together
   * @throws ConferenceRefusedException     the service says no, or made it otherwise than it was asked
   * @throws ConferenceUnavailableException the service does not answer, or not now; whether it made the meeting may be unknown
   */
  MadeConference make(WantedConference wanted, Duration within);

  /**
   * Looks for meetings by what was written into them when they were made.
   *
   * @param host    whose meetings are looked through, those of the past too as far as the service lists them
   * @param markers of the meetings that are looked for
   * @return those that exist, and no others
   * @throws ConferenceUnavailableException nobody can tell now
   */
  List<FoundConference> find(String host, Set<String> markers);

  /**
   * Deletes a meeting, so that its link is dead. Of one that is gone already it is done.
   *
   * @param providerId as the service names it
   * @throws ConferenceUnavailableException it may still be there
   */
  void delete(String providerId);

  /**
   * Asks the account, and the hosts, which rules hold whatever a host does.
   *
   * @throws ConferenceUnavailableException nobody can tell now
   */
  AccountLook look();
}
