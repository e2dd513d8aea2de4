package nl.sluis.keys;

/**
 * How far this gateway's rotation is.
 *
 * @param running  whether there is one under way
 * @param resealed how many rows it, or the last one, has re-sealed so far
 */
public record RotationProgress(boolean running, long resealed) {}
