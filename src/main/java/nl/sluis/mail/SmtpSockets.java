package nl.sluis.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Knows the socket of one connection, so that it can be closed from outside while Angus waits for an answer. Angus's timeouts are per read,
 * and a relay that sends a letter a minute outlasts them. TLS is laid over a plain socket, since closing one of TLS may wait for the other
 * side.
 */
final class SmtpSockets {
  private final SSLSocketFactory trust;
  private Socket socket;
  private boolean cut;

  SmtpSockets(SSLSocketFactory trust) {
    this.trust = trust;
  }

  /** Ends the connection, whatever it is about; one not yet made is never made. */
  synchronized void cut() {
    cut = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // Then it was closed.
      }
    }
  }

  synchronized boolean wasCut() {
    return cut;
  }

  private synchronized Socket remember(Socket made) throws IOException {
    if (cut) {
      made.close();
      throw new IOException("cut");
    }
    socket = made;
    return made;
  }

  SocketFactory plain() {
    return new SocketFactory() {
      @Override
      public Socket createSocket() throws IOException {
        return remember(new HeedfulSocket());
      }

      @Override
      public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Angus lays TLS over a plain socket: with STARTTLS over ours, without over one that it has made and connected itself. */
  SSLSocketFactory tls() {
    return new SSLSocketFactory() {
      @Override
      public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return trust.createSocket(remember(plain), host, port, autoClose);
      }

      @Override
      public String[] getDefaultCipherSuites() {
        return trust.getDefaultCipherSuites();
      }

      @Override
      public String[] getSupportedCipherSuites() {
        return trust.getSupportedCipherSuites();
      }

      @Override
      public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
