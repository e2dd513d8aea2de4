package nl.sluis;

import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;

/**
 * What every part of the gateway needs to be built.
 *
 * @param patience how long a start waits for a database that is away
 */
record StartContext(SluisConfiguration configuration, Environment environment, DatabaseClock clock, SecureRandom random, AuditLog audit,
    Duration patience) {

  URI publicUrl() {
    return URI.create(configuration.publicUrl());
  }
}
