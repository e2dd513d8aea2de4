package nl.sluis.keys;

import java.util.List;

/**
 * What a rotation did.
 *
 * @param activated ids of the keys that seal from now on
 * @param destroyed ids of the keys that open nothing any more
 * @param resealed  how many rows changed keys
 */
public record RotationReport(List<String> activated, List<String> destroyed, long resealed) {
  static final RotationReport NOTHING = new RotationReport(List.of(), List.of(), 0);
}
