package nl.sluis.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A mail relay on a free port of loopback that misbehaves as told. Takes every mail unless told otherwise, and
 * remembers what was said.
 *
 * <pre>{@code
 * try (var relay = FakeRelay.start()) {
 *   relay.answers("RCPT", "550 5.1.1 Nobody of that name");   // to every RCPT from now on; a null takes it back
 *   ...relay.port()...
 *   relay.commands(); relay.mails();
 * }
 * }</pre>
 */
public final class FakeRelay implements AutoCloseable {
  /** In place of an answer: closes the connection. */
  public static final String HANG_UP = "hang up";

  /** In place of an answer: says nothing until this is closed. */
  public static final String SILENCE = "silence";

  /** In place of an answer: a letter every 50 ms, without end. */
  public static final String DRIP = "drip";

  private final ServerSocket server;
  private final SSLContext tls;
  private final boolean implicit;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Set<String> offers = ConcurrentHashMap.newKeySet();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private FakeRelay(SSLContext tls, boolean implicit) throws IOException {
    this.tls = tls;
    this.implicit = implicit;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (tls != null && !implicit) {
      offers.add("STARTTLS");
    }
    daemon(this::listen);
  }

  public static FakeRelay start() {
    return start(null, false);
  }

  /** Offers STARTTLS. */
  public static FakeRelay startWithStartTls(SSLContext tls) {
    return start(tls, false);
  }

  /** Speaks TLS from the first byte. */
  public static FakeRelay startWithImplicitTls(SSLContext tls) {
    return start(tls, true);
  }

  private static FakeRelay start(SSLContext tls, boolean implicit) {
    try {
      return new FakeRelay(tls, implicit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Adds lines to the answer to EHLO, as {@code DSN}. */
  public void offers(String... extensions) {
    offers.addAll(List.of(extensions));
  }

  /**
   * @param verb   {@code GREETING}, {@code EHLO}, {@code AUTH}, {@code MAIL}, {@code RCPT}, {@code DATA}, {@code .} for
   *               the end of a mail, or any other; or a whole line, as {@code RCPT TO:<invitee@example.net>}; or with a dot and a
   *               blank before it for the end of a mail to them
   * @param answer a line, {@link #HANG_UP}, {@link #SILENCE} or {@link #DRIP}; null for the usual one
   */
  public void answers(String verb, String answer) {
    if (answer == null) {
      answers.remove(verb);
    } else {
      answers.put(verb, answer);
    }
  }

  /** Gives on every open connection an answer that was held back by {@link #SILENCE}. */
  public void saysAtLast(String answer) {
    try {
      for (var connection : connections) {
        // A health check has come and gone.
        if (!connection.isClosed()) {
          connection.getOutputStream().write((answer + "\r\n").getBytes(ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return what clients said, line by line; not the mails themselves */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** @return every mail whose end was seen, taken or not, as it travelled but for its dots */
  public List<String> mails() {
    return List.copyOf(mails);
  }

  /** @return how many there were so far */
  public int connections() {
    return connections.size();
  }

  /** @return how many are open now */
  public long open() {
    return connections.stream().filter(connection -> !connection.isClosed()).count();
  }

  /** Closes every connection there is. */
  public void breakOff() {
    try {
      for (var connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    breakOff();
  }

  private void listen() throws IOException {
    while (!server.isClosed()) {
      var connection = server.accept();
      connections.add(connection);
      daemon(() -> serve(connection));
    }
  }

  private void serve(Socket plain) throws IOException {
    try (var socket = implicit ? secured(plain) : plain) {
      if (!answer(socket.getOutputStream(), "GREETING", "220 relay.example ESMTP")) {
        return;
      }
      if (talk(socket)) {
        talk(secured(socket));
      }
    }
  }

  /** @return true when STARTTLS was agreed on */
  private boolean talk(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    var out = socket.getOutputStream();
    var recipient = "";
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      if (!answer(out, answers.containsKey(line) ? line : verb, usual(verb, socket))) {
        return false;
      }
      recipient = verb.equals("RCPT") ? line : recipient;
      var answered = answers.getOrDefault(verb, "");
      if (verb.equals("STARTTLS") && answered.isEmpty()) {
        return true;
      }
      if (verb.equals("DATA") && (answered.isEmpty() || answered.startsWith("3")) && !take(in, out, ". " + recipient)) {
        return false;
      }
      if (verb.equals("QUIT")) {
        return false;
      }
    }
    return false;
  }

  private boolean take(BufferedReader in, OutputStream out, String end) throws IOException {
    var mail = new StringBuilder();
    for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        return false;
      }
      mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    mails.add(mail.toString());
    return answer(out, answers.containsKey(end) ? end : ".", "250 2.0.0 Taken");
  }

  private String usual(String verb, Socket socket) {
    return switch (verb) {
      case "EHLO" -> {
        var lines = new StringBuilder("250-relay.example\r\n");
        offers.stream().filter(offer -> !(offer.equals("STARTTLS") && socket instanceof SSLSocket))
            .forEach(offer -> lines.append("250-").append(offer).append("\r\n"));
        yield lines + "250 HELP";
      }
      case "STARTTLS" -> "220 2.0.0 Go ahead";
      case "AUTH" -> "235 2.7.0 Welcome";
      case "DATA" -> "354 Go ahead";
      case "QUIT" -> "221 2.0.0 Bye";
      default -> "250 2.0.0 Ok";
    };
  }

  /** @return false if the connection is over */
  private boolean answer(OutputStream out, String verb, String usual) throws IOException {
    var answer = answers.getOrDefault(verb, usual);
    if (answer.equals(HANG_UP)) {
      return false;
    }
    if (answer.equals(DRIP)) {
      drip(out);
    }
    if (!answer.equals(SILENCE)) {
      out.write((answer + "\r\n").getBytes(ISO_8859_1));
      out.flush();
    }
    return true;
  }

  private static void drip(OutputStream out) throws IOException {
    try {
      while (true) {
        out.write('2');
        out.flush();
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket secured(Socket plain) throws IOException {
    var host = plain.getInetAddress().getHostAddress();
    var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private interface Conversation {
    void run() throws IOException;
  }

  private static void daemon(Conversation conversation) {
    var thread = new Thread(() -> {
      try {
        conversation.run();
      } catch (IOException e) {
        // The client, or close(), ended it: tests judge by what was said.
      }
    }, "fake-relay");
    thread.setDaemon(true);
    thread.start();
  }
}
