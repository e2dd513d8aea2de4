package nl.sluis.code;

import java.time.Instant;

/** What the page may know of a code that was sent. */
public record PendingCode(String reference, Instant expiresAt) {}
