package nl.sluis.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A mail relay that takes every mail at once. While it is closed, connections are refused. */
final class SmtpSink implements AutoCloseable {
  /** Hears of each mail before it is answered. */
  interface Reader {
    void read(String recipient, byte[] mail);
  }

  private static final byte[] OK = "250 OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER_BYTES = 16_384;
  private final int port;
  private final AtomicLong mails = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Reader reader = (recipient, mail) -> {};
  private ServerSocket door;

  SmtpSink(int port) {
    this.port = port;
  }

  synchronized void open() throws IOException {
    if (door != null) {
      return;
    }
    var opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    door = opened;
    daemon(() -> accept(opened));
  }

  @Override
  public synchronized void close() throws IOException {
    if (door != null) {
      door.close();
      door = null;
      for (var socket : open) {
        socket.close();
      }
    }
  }

  int port() {
    return port;
  }

  void reader(Reader another) {
    reader = another;
  }

  /** @return mails since the start */
  long mails() {
    return mails.get();
  }

  /** @return the mean size of a mail; 1,500 before the first one */
  int meanBytes() {
    return mails() == 0 ? 1_500 : (int) (bytes.get() / mails());
  }

  private void accept(ServerSocket from) {
    while (true) {
      try {
        var socket = from.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        daemon(() -> talk(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
      var out = socket.getOutputStream();
      out.write("220 sink\r\n".getBytes(StandardCharsets.US_ASCII));
      var recipient = "";
      for (var line = line(in); line != null; line = line(in)) {
        var command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("RCPT")) {
          recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
        if (command.startsWith("DATA")) {
          take(recipient, in, out);
        } else if (command.startsWith("QUIT")) {
          out.write("221 Bye\r\n".getBytes(StandardCharsets.US_ASCII));
          return;
        } else {
          out.write(OK);
        }
      }
    } catch (IOException e) {
      // The sender went, or this sink closed.
    } finally {
      open.remove(socket);
    }
  }

  private void take(String recipient, InputStream in, OutputStream out) throws IOException {
    out.write("354 Go on\r\n".getBytes(StandardCharsets.US_ASCII));
    var mail = new ByteArrayOutputStream(BUFFER_BYTES);
    // The end is CR LF . CR LF: five bytes, of which the last four bytes seen are kept in an int.
    for (int last = 0, b = in.read(); b >= 0; b = in.read()) {
      mail.write(b);
      if (b == '\n' && last == 0x0D0A2E0D) {
        reader.read(recipient, mail.toByteArray());
        mails.incrementAndGet();
        bytes.addAndGet(mail.size());
        out.write(OK);
        return;
      }
      last = last << 8 | b;
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "sink");
    thread.setDaemon(true);
    thread.start();
  }
}
