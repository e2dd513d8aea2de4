package nl.sluis.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A relay and everybody's mailbox behind it: GreenMail on a free port, spoken to by SMTP. */
public final class Mailbox implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}");
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();
  /** One that stays ours while the relay is away. */
  private final int port = Ports.next();
  private GreenMail greenMail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  public Mailbox() {
    greenMail.start();
  }

  public int port() {
    return port;
  }

  /** The relay dies; what it had taken is gone from here. */
  public void stop() {
    greenMail.stop();
    Awaitility.await().until(this::refusesConnections);
  }

  private boolean refusesConnections() {
    try (var connection = new Socket("127.0.0.1", port)) {
      return !connection.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  /** The relay is back on the same port. */
  public void restart() {
    taken.clear();
    greenMail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    greenMail.start();
  }

  public List<MimeMessage> mails() {
    return Arrays.asList(greenMail.getReceivedMessages());
  }

  /** @return the mails to this address, oldest first */
  public List<MimeMessage> mailsTo(String address) {
    return mails().stream().filter(mail -> to(mail).equals(address)).toList();
  }

  /** Waits for a mail to this address with a link that was not taken yet. What is posted twice has two links, and the first arrives first. */
  public String takeLink(String address) {
    var before = taken.getOrDefault(address, 0);
    var links = linksTo(address, before + 1);
    taken.put(address, links.size());
    return links.get(links.size() - 1);
  }

  /** Waits for as many mails with links to this address. @return their links, oldest first */
  public List<String> linksTo(String address, int atLeast) {
    return Awaitility.await().pollInterval(Duration.ofMillis(20)).until(
        () -> mailsTo(address).stream().map(mail -> LINK.matcher(text(mail))).filter(Matcher::find).map(Matcher::group).toList(),
        links -> links.size() >= atLeast);
  }

  public void purge() {
    taken.clear();
    try {
      greenMail.purgeEmailFromAllMailboxes();
    } catch (com.icegreen.greenmail.store.FolderException e) {
      throw new AssertionError(e);
    }
  }

  /** @return the plain text part */
  public static String text(MimeMessage mail) {
    try {
      return ((Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
    } catch (jakarta.mail.MessagingException | java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String to(MimeMessage mail) {
    try {
      // Compared in full: one address may end as another does.
      return ((InternetAddress) mail.getAllRecipients()[0]).getAddress();
    } catch (jakarta.mail.MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    greenMail.stop();
  }
}
