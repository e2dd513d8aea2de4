package nl.sluis.conference;

/**
 * A meeting that a service has.
 *
 * @param providerId as the service names it
 */
public record FoundConference(String marker, String providerId) {}
