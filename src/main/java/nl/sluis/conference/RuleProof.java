package nl.sluis.conference;

import java.time.Instant;
import nl.sluis.rules.ConferenceRule;
import org.jspecify.annotations.Nullable;

/**
 * One rule of one meeting.
 *
 * @param at when it was read; null where nobody can prove it
 */
public record RuleProof(ConferenceRule rule, Proof proof, @Nullable Instant at) {}
