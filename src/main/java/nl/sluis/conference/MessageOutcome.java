package nl.sluis.conference;

import nl.sluis.words.Worded;

/** What came of a message of the service. */
public enum MessageOutcome implements Worded {
  TAKEN,
  /** It came before. */
  REPEATED,
  /** It is about a meeting of the account that was not made here, or is to be deleted. */
  UNKNOWN_MEETING,
  /** It is about nothing that matters here, or not as the service describes it. */
  PASSED_OVER,
  /** Its signature does not hold, or is too old: it is not the service's. */
  NOT_SIGNED,
  /** The database did not answer in time. The service repeats it. */
  TOO_LATE
}
