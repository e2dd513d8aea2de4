package nl.sluis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server of loopback, and takes it away and gives it back: by closing, as a process that died, or by silence, as a cable pulled. */
public final class Valve implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;
  private volatile boolean silent;

  public Valve(int target) {
    this.target = target;
    this.port = Ports.next();
    open();
  }

  public int port() {
    return port;
  }

  /** Gives it back; what was silent goes on where it was. */
  public void open() {
    silent = false;
    if (server == null) {
      try {
        var opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        server = opened;
        daemon(() -> accept(opened));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Nobody listens any more, and every connection ends. */
  public void shut() {
    try {
      server.close();
      server = null;
      for (var socket : sockets) {
        socket.close();
      }
      sockets.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections are taken, and not a byte passes. */
  public void silence() {
    silent = true;
  }

  private void accept(ServerSocket opened) throws IOException {
    while (true) {
      var client = opened.accept();
      sockets.add(client);
      daemon(() -> {
        try (client; var behind = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
          sockets.add(behind);
          daemon(() -> carry(behind, client));
          carry(client, behind);
        } finally {
          sockets.remove(client);
        }
      });
    }
  }

  private void carry(Socket from, Socket to) throws IOException {
    var buffer = new byte[16_384];
    try (to) {
      for (int read; (read = from.getInputStream().read(buffer)) > 0;) {
        while (silent) {
          pause();
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } finally {
      sockets.remove(from);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      shut();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    var thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException e) {
        // One side ended it.
      }
    }, "valve");
    thread.setDaemon(true);
    thread.start();
  }
}
