package nl.sluis.problem;

import com.codahale.metrics.health.HealthCheck;

/** A health check that asks the database. While that is away, it says so in our words, because a driver's may have the URL in them. */
public abstract class DatabaseAsking extends HealthCheck {
  private static final String AWAY = "Nobody can tell while the database is away: see the health check database";

  @Override
  protected final Result check() throws Exception {
    try {
      return asked();
    } catch (RuntimeException e) {
      if (Outage.isCauseOf(e)) {
        return Result.unhealthy(AWAY);
      }
      throw e;
    }
  }

  /** @return what a check returns; a database that is away may be thrown */
  protected abstract Result asked();
}
