package nl.sluis.limit;

/**
 * How much of a limit is taken at once.
 *
 * @param bytes 0 where only the number counts
 */
public record Use(int many, long bytes) {
  public static final Use NONE = new Use(0, 0);
  static final Use ONE = new Use(1, 0);

  boolean covers(Use other) {
    return many >= other.many && bytes >= other.bytes;
  }

  Use plus(Use other) {
    return new Use(many + other.many, bytes + other.bytes);
  }

  Use minus(Use other) {
    return new Use(many - other.many, bytes - other.bytes);
  }

  Use atMost(Use other) {
    return new Use(Math.min(many, other.many), Math.min(bytes, other.bytes));
  }

  /** @return as many whole blocks as this needs */
  Use upTo(Use block) {
    return new Use((many + block.many - 1) / block.many * block.many, (bytes + block.bytes - 1) / block.bytes * block.bytes);
  }
}
