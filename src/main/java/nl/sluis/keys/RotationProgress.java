package nl.sluis.keys;

import java.time.Instant;

/**
 * How far this gateway's rotation is.
 *
 * @param running  whether there is one under way
 * @param resealed how many rows it, or the last one, has re-sealed so far
 * @param run      which one since the start of this gateway; 0 if there was none
 * @param began    by the database's clock; null if there was none
 */
public record RotationProgress(boolean running, long resealed, long run, Instant began) {}
