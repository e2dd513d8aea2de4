package nl.sluis.feed;

import java.time.Instant;

/**
 * An event before it has a place.
 *
 * @param invitationId null if it is about the client itself
 * @param type         of {@link EventType}
 * @param detail       a small number, whose meaning depends on the type; else 0
 */
public record NewEvent(String clientId, String invitationId, String type, Instant happenedAt, int detail) {}
