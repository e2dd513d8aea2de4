package nl.sluis.conference;

import java.util.Locale;

/** Why one may believe that a rule holds. */
public enum Proof {
  /** Set for this meeting, and read back from the service. */
  SET_AND_READ_BACK,
  /** A setting of the account that its users cannot change. */
  LOCKED_BY_ACCOUNT,
  /** Nobody can prove it here. */
  NOT_PROVABLE;

  /** @return as in answers and statements: {@code set-and-read-back} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
