package nl.sluis.limit;

/**
 * How much of a limit is taken at once.
 *
 * @param bytes 0 where only the number counts
 */
public record Use(int many, long bytes) {
  static final Use ONE = new Use(1, 0);
}
