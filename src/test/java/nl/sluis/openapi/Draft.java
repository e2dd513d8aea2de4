package nl.sluis.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import nl.sluis.standin.StandInWebhooks;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.RawHttp;

/**
 * A right request of any call, made of its example in {@code openapi.yaml}, for a test to spoil. It is sent as bytes, because no client sends all
 * that a test may make of it. The answer is checked as all others are.
 */
final class Draft {
  private static final int PATIENCE_MILLIS = 60_000;
  final Map<String, String> headers = new LinkedHashMap<>();
  /** Null for none. */
  String body;
  String path;
  /** Whether the video service signs it, when it is sent. */
  boolean isSigned;
  final LocalSluis gateway;
  private final Call call;

  Draft(LocalSluis gateway, Call call) {
    this.gateway = gateway;
    this.call = call;
    this.path = filled(call.template());
    headers.put("Host", "127.0.0.1");
    headers.put("Connection", "close");
    headers.put("Sec-Fetch-Site", "same-origin");
    if (call.needsKey()) {
      headers.put("Authorization", "Bearer " + gateway.clientKey());
    }
    isSigned = call.template().startsWith("/conference/");
    if (call.node().has("requestBody")) {
      headers.put("Content-Type", "application/json");
      // Of a meeting the example has a date that will be over.
      body = call.id().equals("postInvitations")
          ? Meetings.request().toString()
          : Description.ours().resolved(call.node().at("/requestBody/content/application~1json/examples").iterator().next()).path("value")
              .toString();
    }
  }

  static String filled(String template) {
    return template.replace("{id}", "W6oisTrp-UVJcM51zTXvDA").replace("{file}", "flow.js").replace("{number}", "0");
  }

  /** @return what is answered, as {@code 406 not-acceptable} */
  String send() {
    try {
      return answered(RawHttp.exchange(gateway.settings.port(), bytes(), PATIENCE_MILLIS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the body a byte now and then, until it is answered. */
  String trickle() {
    try (var socket = new Socket("127.0.0.1", gateway.settings.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((head() + "Content-Length: 3000\r\n\r\n{").getBytes(ISO_8859_1));
      while (socket.getInputStream().available() == 0) {
        TimeUnit.MILLISECONDS.sleep(500);
        socket.getOutputStream().write(' ');
      }
      return answered(RawHttp.rest(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] bytes() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var content = body == null ? new byte[0] : body.getBytes(UTF_8);
    if (isSigned) {
      var now = String.valueOf(Instant.now().getEpochSecond());
      headers.put("x-zm-request-timestamp", now);
      headers.put("x-zm-signature", StandInWebhooks.signature(ZoomStandIn.WEBHOOK_SECRET, now, content));
    }
    bytes.write((head() + (body == null ? "" : "Content-Length: " + content.length + "\r\n") + "\r\n").getBytes(ISO_8859_1));
    bytes.write(content);
    return bytes.toByteArray();
  }

  private String head() {
    var head = new StringBuilder(call.method().toUpperCase(Locale.ROOT) + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(value == null ? "" : ": " + value).append("\r\n"));
    return head.toString();
  }

  private String answered(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    var end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("no answer to " + call.id() + ": " + text);
    }
    var lines = text.substring(0, end).split("\r\n");
    var fields = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var line : List.of(lines).subList(1, lines.length)) {
      fields.computeIfAbsent(line.replaceFirst(":.*", ""), name -> new ArrayList<>()).add(line.replaceFirst("[^:]*: *", ""));
    }
    var status = Integer.parseInt(lines[0].split(" ")[1]);
    var answer = text.substring(end + 4);
    var exchange = new Exchange(call.method().toUpperCase(Locale.ROOT), path, Map.of(), body, status, fields, answer);
    Contract.rubbish(() -> {
      Contract.check(exchange);
      return exchange;
    });
    return (status + " " + Contract.problem(exchange)).strip();
  }
}
