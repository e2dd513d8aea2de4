package nl.sluis.conference;

import java.time.Instant;

/**
 * What a service is told of a meeting: all that it ever learns.
 *
 * @param host      one of {@link MeetingProvider#hosts()}
 * @param timeZone  a name of the IANA database
 * @param marker    22 letters of base64url that were drawn for this meeting; by them it is found again
 * @param reference four letters for people, so that a host can tell meetings apart
 */
public record WantedConference(String host, Instant start, Instant end, String timeZone, String marker, String reference) {}
