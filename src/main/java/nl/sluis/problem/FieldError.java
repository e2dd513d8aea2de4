package nl.sluis.problem;

/**
 * One wrong field.
 *
 * @param pointer where it stands (RFC 6901), as {@code /invitees/0/phone}
 * @param detail  what is wrong, without a word of what was sent
 */
public record FieldError(String pointer, String detail) {}
