package nl.sluis.bench.floor;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Collections;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hands mails to the sink by Angus and nothing else, over some connections that stay open. */
final class BareAngus {
  private static final String TIMEOUT_MILLIS = "10000";
  private final Session session;
  private final int port;
  private final int connections;
  private final Semaphore free;
  private final Deque<Transport> idle = new ConcurrentLinkedDeque<>();

  BareAngus(int port, int connections) {
    var properties = new Properties();
    for (var timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put("mail.smtp." + timeout, TIMEOUT_MILLIS);
    }
    properties.put("mail.smtp.localhost", "[127.0.0.1]");
    this.session = Session.getInstance(properties);
    this.port = port;
    this.connections = connections;
    this.free = new Semaphore(connections);
  }

  /** Writes one mail of this text and hands it over; waits for a connection while all are in use. */
  void send(String text) throws MessagingException, InterruptedException {
    var message = message(text);
    free.acquire();
    try {
      var kept = idle.poll();
      var transport = kept == null ? connected() : kept;
      transport.sendMessage(message, message.getAllRecipients());
      idle.push(transport);
    } finally {
      free.release();
    }
  }

  /** Sends one and the same mail over all connections at once, until the time is over. @return how many */
  long loop(int bytes, long millis) throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(connections);
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      var sent = 0L;
      Callable<Long> one = () -> sendUntil(end, bytes);
      for (var done : threads.invokeAll(Collections.nCopies(connections, one))) {
        sent += done.get();
      }
      return sent;
    } finally {
      threads.shutdown();
    }
  }

  private long sendUntil(long end, int bytes) throws MessagingException {
    var message = message("x".repeat(70).concat("\r\n").repeat(Math.max(1, bytes / 72)));
    var transport = connected();
    var sent = 0L;
    for (; System.nanoTime() < end; sent++) {
      transport.sendMessage(message, message.getAllRecipients());
    }
    transport.close();
    return sent;
  }

  private Transport connected() throws MessagingException {
    var transport = session.getTransport("smtp");
    transport.connect("127.0.0.1", port, null, null);
    return transport;
  }

  private Message message(String text) throws MessagingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress("floor@bureau.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("invitee@example.net"));
    message.setSubject("An invitation", "UTF-8");
    message.setText(text, "UTF-8");
    message.saveChanges();
    return message;
  }
}
