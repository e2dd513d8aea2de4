package nl.sluis;

import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.security.SecureRandom;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;

/** What every part of the gateway needs to be built. */
record StartContext(SluisConfiguration configuration, Environment environment, DatabaseClock clock, SecureRandom random, AuditLog audit) {

  URI publicUrl() {
    return URI.create(configuration.publicUrl());
  }
}
