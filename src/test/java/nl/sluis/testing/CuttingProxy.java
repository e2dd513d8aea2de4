package nl.sluis.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A train before the gateway: cuts the connection of the next request of one kind, where it is told to. */
public final class CuttingProxy implements AutoCloseable {
  /** Where the connection breaks. */
  public enum Cut {
    /** The request never reaches the gateway. */
    BEFORE,
    /** The gateway answers, and the first bytes of the answer arrive. */
    WHILE,
    /** The gateway has answered, and nothing of it arrives. */
    AFTER
  }

  private static final int FIRST_BYTES = 40;
  private final ServerSocket server;
  private final int target;
  private final String kind;
  private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
    var thread = new Thread(r, "train");
    thread.setDaemon(true);
    return thread;
  });
  private final AtomicReference<Cut> next = new AtomicReference<>();

  public CuttingProxy(int port, int target) {
    this(port, target, "POST /link/release");
  }

  /** @param kind how the requests begin that may be cut */
  public CuttingProxy(int port, int target, String kind) {
    this.target = target;
    this.kind = kind;
    try {
      this.server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    threads.execute(this::accept);
  }

  /** The next of its kind is cut; one only. */
  public void cutNext(Cut cut) {
    next.set(cut);
  }

  /** True if the cut that was asked for has happened. */
  public boolean hasCut() {
    return next.get() == null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var browser = server.accept();
        threads.execute(() -> carry(browser));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void carry(Socket browser) {
    try (browser; var gateway = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
      var cut = new AtomicReference<Cut>();
      threads.execute(() -> back(gateway, browser, cut));
      var buffer = new byte[16_384];
      for (int read; (read = browser.getInputStream().read(buffer)) > 0;) {
        if (new String(buffer, 0, read, StandardCharsets.ISO_8859_1).startsWith(kind)) {
          cut.set(next.getAndSet(null));
          if (cut.get() == Cut.BEFORE) {
            return;
          }
        }
        gateway.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // That is what trains do.
    }
  }

  private static void back(Socket gateway, Socket browser, AtomicReference<Cut> cut) {
    var buffer = new byte[16_384];
    try (browser) {
      for (int read; (read = gateway.getInputStream().read(buffer)) > 0;) {
        if (cut.get() == Cut.AFTER) {
          return;
        }
        if (cut.get() == Cut.WHILE) {
          browser.getOutputStream().write(buffer, 0, Math.min(read, FIRST_BYTES));
          browser.getOutputStream().flush();
          return;
        }
        browser.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The other half broke.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    threads.shutdownNow();
  }
}
