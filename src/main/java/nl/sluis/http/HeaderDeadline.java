package nl.sluis.http;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;

/**
 * Closes a connection on which headers arrive too slowly. A byte now and then keeps such a connection from being idle. Such a connection holds
 * no thread, but the number of connections is limited. A TLS connection on which nothing comes is closed too.
 */
public final class HeaderDeadline implements Connection.Listener {
  private static final Duration LOOK = Duration.ofSeconds(15);
  private final Connector connector;
  private final Duration look;

  public HeaderDeadline(Connector connector) {
    this(connector, LOOK);
  }

  /** @param look how long between two looks; after three at most a connection ends */
  HeaderDeadline(Connector connector, Duration look) {
    this.connector = connector;
    this.look = look;
  }

  @Override
  public void onOpened(Connection connection) {
    // Of TLS, which lies below, nothing is asked here.
    if (connection instanceof ConnectionMetaData) {
      looksLater(new Look(new WeakReference<>(connection), -1, 0, false));
    }
  }

  private void looksLater(Look last) {
    connector.getScheduler().schedule(() -> look(last), look.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Look last) {
    var connection = last.connection.get();
    if (connection == null || !connection.getEndPoint().isOpen()) {
      return;
    }
    var waiting = connection.getMessagesIn() == connection.getMessagesOut();
    // Under TLS only what is decrypted is counted, and a handshake or a record that trickles yields nothing for as long as it likes.
    var grew = connection.getBytesIn() > last.bytes || connection.getEndPoint().isSecure();
    var trickles = waiting && connection.getMessagesIn() == last.requests && grew;
    // Twice, because the first packet of good headers may have come just before a look.
    if (trickles && last.trickles) {
      connection.getEndPoint().close(new TimeoutException("the headers came too slowly"));
    } else {
      looksLater(new Look(last.connection, connection.getMessagesIn(), connection.getBytesIn(), trickles));
    }
  }

  /** What was seen. Not held, for a connection that was closed remembers the last path and key until it is collected. */
  private record Look(WeakReference<Connection> connection, long requests, long bytes, boolean trickles) {}
}
