package nl.sluis.intake;

/** What a string has to be, and what we read it as. */
@FunctionalInterface
interface FieldRule<T> {
  T read(String posted) throws WrongFieldException;
}
