package nl.sluis.bench.floor;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;

/** Starts the floor: {@code java … FloorApplication server floor.yml}. */
public final class FloorApplication extends Application<FloorConfiguration> {
  public static void main(String[] arguments) throws Exception {
    new FloorApplication().run(arguments);
  }

  @Override
  public void run(FloorConfiguration configuration, Environment environment) throws Exception {
    var database = configuration.getDatabase();
    var pool = database.build(environment.metrics(), "floor");
    environment.lifecycle().manage(pool);
    var store = new FloorStore(pool, database.getUrl().startsWith("jdbc:h2:") ? new SharedForce(pool.getConnection()) : null);
    var angus = new BareAngus(configuration.getSmtpPort(), configuration.getSmtpConnections());
    environment.jersey().register(new FloorResource(store, angus, environment.getObjectMapper()));
  }
}
