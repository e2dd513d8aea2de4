package nl.sluis.bounce;

import nl.sluis.words.Worded;

/** What came of a mail to the address for reports. */
public enum BounceOutcome implements Worded {
  /** Scheduler and organizer are told that the mail did not arrive. */
  FAILED,
  /** The scheduler is told that the mail is late. */
  DELAYED,
  /** It changes nothing: it was reported before, or the invitation was opened, has ended, or is not there. */
  NOTHING_NEW,
  /** It is no report of a mail that failed or is late. */
  NO_REPORT,
  /** It has no tag, or one that this gateway did not make, or made before its key was drawn anew. */
  WRONG_TAG
}
