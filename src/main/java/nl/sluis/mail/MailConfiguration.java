package nl.sluis.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.sluis.host.Loopback;
import nl.sluis.meeting.MailAddress;
import nl.sluis.secret.Secret;

/**
 * Section {@code mail}: the relay. Blank values count as absent, for {@code config.yml} fills them from environment
 * variables.
 *
 * @param host     default {@code localhost}
 * @param port     default 25
 * @param user     absent: no login
 * @param password of that user
 * @param from     the gateway's own address: sender of every mail, and where bounces go
 * @param tls      {@code required} (STARTTLS, the default), {@code implicit} (from the first byte, RFC 8314 §3.3), or
 *                 {@code none}, which is the default for loopback and refused elsewhere
 */
public record MailConfiguration(String host, Integer port, String user, Secret password, String from, String tls) {
  static final String REQUIRED = "required";
  static final String IMPLICIT = "implicit";
  static final String NONE = "none";

  public MailConfiguration {
    host = isBlank(host) ? "localhost" : host.strip();
    port = port == null ? 25 : port;
    user = isBlank(user) ? null : user;
    password = password == null ? Secret.none() : password;
    from = isBlank(from) ? null : from.strip();
    tls = isBlank(tls) ? Loopback.is(host) ? NONE : REQUIRED : tls.strip().toLowerCase(Locale.ROOT);
  }

  /** @return what is wrong, a sentence each, without the values; empty when all is well */
  public List<String> faults() {
    var wrong = new ArrayList<String>();
    if (port < 1 || port > 65_535) {
      wrong.add("mail.port must be 1 to 65535");
    }
    if ((user == null) == password.isPresent()) {
      wrong.add("mail.user and mail.password go together");
    }
    if (!MailAddress.isAddress(from)) {
      wrong.add("mail.from must be a mail address, in ASCII");
    }
    if (!Set.of(REQUIRED, IMPLICIT, NONE).contains(tls)) {
      wrong.add("mail.tls must be required, implicit or none");
    } else if (tls.equals(NONE) && !Loopback.is(host)) {
      wrong.add("mail.tls may be none only if mail.host is loopback: the mail carries the link");
    }
    return wrong;
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
