package nl.sluis.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports for what is started later than its port is chosen, and for what ends and comes back on the same port.
 *
 * <p>A port that the system gives for {@code new ServerSocket(0)} is no good for that: once it is closed, any connection of this machine may
 * get it as its own end. These lie below those that Linux, macOS and Windows give to connections. A lock on a file keeps the other processes
 * of the tests away from the ports of this one.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int BLOCK = 500;
  private static final int BLOCKS = 20;
  /** Held until the process ends. */
  @SuppressWarnings("UnusedVariable") private static FileChannel lock;
  private static int block = -1;
  private static int given;

  private Ports() {}

  /** @return one that nobody listens on, and that this process did not give out lately */
  public static synchronized int next() {
    if (block < 0) {
      block = claimed();
    }
    for (int tries = 0; tries < BLOCK; tries++) {
      var port = FIRST + block * BLOCK + given++ % BLOCK;
      if (isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("every port is taken from " + (FIRST + block * BLOCK) + " on");
  }

  /** @return where the locks lie; a process with another folder for its files is to be told, by {@code -Dsluis.ports} */
  public static String folder() {
    return System.getProperty("sluis.ports",
        Path.of(System.getProperty("java.io.tmpdir"), "sluis-test-ports-" + System.getProperty("user.name")).toString());
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int claimed() {
    var folder = Path.of(folder());
    try {
      Files.createDirectories(folder);
      for (int one = 0; one < BLOCKS; one++) {
        var channel = FileChannel.open(folder.resolve(one + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
          lock = channel;
          return one;
        }
        channel.close();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError(BLOCKS + " processes of tests run at once");
  }
}
