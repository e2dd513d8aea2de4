package nl.sluis.mail;

import java.time.Instant;

/**
 * What the mail of an invitation says beside who invites: how often it opens, from when, and whether it takes the place of an earlier one.
 *
 * @param openings  how often it opens, from 1
 * @param sequence  of the meeting; above 0 there may be an earlier invitation
 * @param opensFrom null if it opens at once
 */
public record Terms(int openings, int sequence, Instant opensFrom) {
  /** Opens once, at once, and is the first. */
  public static final Terms ONCE = new Terms(1, 0, null);
}
