package nl.sluis.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between the gateway and one of its peers, and keeps every byte. */
public final class Wiretap implements AutoCloseable {
  private final ServerSocket server;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  public Wiretap(int target) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    daemon(() -> {
      while (!server.isClosed()) {
        var near = server.accept();
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        daemon(() -> copy(near.getInputStream(), far.getOutputStream()));
        daemon(() -> copy(far.getInputStream(), near.getOutputStream()));
      }
    });
  }

  public int port() {
    return server.getLocalPort();
  }

  public synchronized byte[] heard() {
    return heard.toByteArray();
  }

  private synchronized void hear(byte[] buffer, int read) {
    heard.write(buffer, 0, read);
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    try (in; out) {
      var buffer = new byte[8_192];
      for (int read; (read = in.read(buffer)) > 0;) {
        hear(buffer, read);
        out.write(buffer, 0, read);
        out.flush();
      }
    }
  }

  private static void daemon(Work work) {
    var thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException e) {
        // One side hung up.
      }
    }, "wiretap");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws IOException;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
