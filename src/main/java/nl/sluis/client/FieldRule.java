package nl.sluis.client;

/** What a string has to be. */
@FunctionalInterface
interface FieldRule {
  /** @return what is wrong, in the gateway's words; null if nothing is */
  String complaint(String value);
}
