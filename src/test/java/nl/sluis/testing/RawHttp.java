package nl.sluis.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** HTTP as bytes: for requests that no client would send. One character is one byte. */
public final class RawHttp {
  private static final Pattern STATUS = Pattern.compile("(?:^|\r\n\r\n|})HTTP/1\\.[01] (\\d{3})");
  private static final int CONNECT_MILLIS = 5_000;

  private RawHttp() {}

  /** Sends all, says that nothing more comes, and reads until the gateway is done. */
  public static String exchange(int port, String request, int patienceMillis) throws IOException {
    return new String(exchange(port, request.getBytes(ISO_8859_1), patienceMillis), ISO_8859_1);
  }

  /** @return what had come when the gateway closed the connection, or broke it off, or said nothing for so long */
  public static byte[] exchange(int port, byte[] request, int patienceMillis) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
      socket.setSoTimeout(patienceMillis);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (IOException alreadyRefused) {
        // Its answer may have arrived all the same.
      }
      return rest(socket);
    }
  }

  /** @return what comes until the end, or until nothing comes for as long as the socket waits */
  public static byte[] rest(Socket socket) throws IOException {
    var answer = new ByteArrayOutputStream();
    var part = new byte[16_384];
    try {
      for (var n = socket.getInputStream().read(part); n >= 0; n = socket.getInputStream().read(part)) {
        answer.write(part, 0, n);
      }
    } catch (SocketTimeoutException silent) {
      return answer.toByteArray();
    } catch (IOException brokenOff) {
      return answer.toByteArray();
    }
    return answer.toByteArray();
  }

  /** @return of every answer in it, one after the other */
  public static List<Integer> statuses(String answers) {
    var found = new ArrayList<Integer>();
    var status = STATUS.matcher(answers);
    while (status.find()) {
      found.add(Integer.parseInt(status.group(1)));
    }
    return found;
  }
}
