package nl.sluis.conference;

import java.time.Duration;
import java.util.function.IntSupplier;
import nl.sluis.problem.DatabaseAsking;

/** Unhealthy while a meeting that nobody is invited to any more is still at the service after an hour, and while few can be made today. */
public final class ConferencesHealthCheck extends DatabaseAsking {
  private static final int FEW_PERCENT = 20;
  private static final int PERCENT = 100;
  private final OwedConferences owed;
  private final int most;
  private final IntSupplier left;

  /** @param most how many meetings all hosts may make in a day */
  ConferencesHealthCheck(OwedConferences owed, int most, IntSupplier left) {
    this.owed = owed;
    this.most = most;
    this.left = left;
  }

  @Override
  protected Result asked() {
    var late = owed.count(ConferenceSweep.PATIENCE);
    if (late > 0) {
      return Result.unhealthy(late + " meetings that nobody is invited to any more could not be deleted at the video service for an hour."
          + " Whoever has their link can still join. conference-not-deleted in the log names them; delete them there by their reference, or mend the"
          + " way to the service.");
    }
    var now = left.getAsInt();
    return now * PERCENT > most * FEW_PERCENT
        ? Result.healthy()
        : Result.unhealthy(
            "Only " + now + " of " + most + " meetings can still be made until midnight UTC. Add a host to the gateway, or see which"
                + " client posts so many (limits.conferencesPerDay).");
  }

  int left() {
    return left.getAsInt();
  }

  int owed() {
    return owed.count(Duration.ZERO);
  }
}
