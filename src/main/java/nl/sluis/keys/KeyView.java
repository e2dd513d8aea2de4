package nl.sluis.keys;

import java.time.Instant;

/**
 * What an operator sees of a key.
 *
 * @param retiredAt   null until then
 * @param destroyedAt null until then
 * @param age         seconds since it was made, of a destroyed one until then
 * @param rows        how many rows are sealed under it
 */
public record KeyView(String id, KeyFamily family, KeyState state,
    Instant createdAt, Instant retiredAt, Instant destroyedAt, long age, long rows) {}
