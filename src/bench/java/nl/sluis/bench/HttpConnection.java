package nl.sluis.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that stays open, for one thread. It costs little, because the driver shares the machine with what it measures. */
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;
  private static final int BUFFER_BYTES = 16_384;

  /** A status and a body in UTF-8. */
  record Answer(int status, String body) {
    /** @return this, if the status is as expected */
    Answer expect(int expected) {
      if (status != expected) {
        throw new IllegalStateException("expected " + expected + ", came " + status + ": " + body);
      }
      return this;
    }

    /** @return a text of a JSON object; of a name that comes once, without escapes */
    String text(String name) {
      var from = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
      return body.substring(from, body.indexOf('"', from));
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final int port;

  HttpConnection(int port) throws IOException {
    this.port = port;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** @param headers lines, each with its line end */
  Answer post(String path, String headers, String body) throws IOException {
    return ask("POST", path, headers, body);
  }

  Answer ask(String method, String path, String headers, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n" + headers
        + "Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    var request = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(bytes, 0, request, head.length, bytes.length);
    socket.getOutputStream().write(request);
    return read();
  }

  private Answer read() throws IOException {
    var status = Integer.parseInt(line().substring(9, 12));
    var length = 0;
    var isChunked = false;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        isChunked = true;
      }
    }
    var body = new ByteArrayOutputStream();
    if (isChunked) {
      for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
        body.write(in.readNBytes(size));
        line();
      }
      line();
    } else {
      body.write(in.readNBytes(length));
    }
    return new Answer(status, body.toString(StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
