package nl.sluis.bench.floor;

import io.dropwizard.core.Configuration;
import io.dropwizard.db.DataSourceFactory;

/** What the bench writes into the floor's configuration file. */
public final class FloorConfiguration extends Configuration {
  private DataSourceFactory database = new DataSourceFactory();
  private int smtpPort;
  private int smtpConnections;

  public DataSourceFactory getDatabase() {
    return database;
  }

  public void setDatabase(DataSourceFactory database) {
    this.database = database;
  }

  public int getSmtpPort() {
    return smtpPort;
  }

  public void setSmtpPort(int smtpPort) {
    this.smtpPort = smtpPort;
  }

  public int getSmtpConnections() {
    return smtpConnections;
  }

  public void setSmtpConnections(int smtpConnections) {
    this.smtpConnections = smtpConnections;
  }
}
