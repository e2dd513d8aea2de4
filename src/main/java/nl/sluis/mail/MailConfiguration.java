package nl.sluis.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.sluis.files.SecretFile;
import nl.sluis.host.Loopback;
import nl.sluis.rules.MailAddress;
import nl.sluis.secret.Secret;
import nl.sluis.secret.Strength;

/**
 * Section {@code mail}: the relay. Blank values count as absent, for {@code config.yml} fills them from environment
 * variables.
 *
 * @param host     default {@code localhost}
 * @param port     default 25
 * @param user     absent: no login
 * @param password of that user
 * @param passwordFile has the password, in place of the setting; none by default
 * @param from     the gateway's own address: sender of every mail, and where reports of those go that have no other
 * @param tls      {@code required} (STARTTLS, the default), {@code implicit} (from the first byte, RFC 8314 §3.3), or
 *                 {@code none}, which is the default for loopback and refused elsewhere
 * @param caFile   PEM, of the authorities that the relay's certificate may be from; none: those that the JVM trusts
 * @param connections how many mails are sent at a time, each over a connection of its own: 1 to 64, default 8
 * @param bounces  to which reports of invitations go that do not arrive, with a tag behind its local part; none by default: they go to {@code from}
 * @param bounceKey with which such reports are handed to the gateway, and nothing else can be done
 * @param bounceKeyFile has that key, in place of the setting; none by default
 */
public record MailConfiguration(String host, Integer port, String user, Secret password, String passwordFile, String from,
    String tls, String caFile, Integer connections, String bounces, Secret bounceKey, String bounceKeyFile) {
  static final String REQUIRED = "required";
  static final String IMPLICIT = "implicit";
  static final String NONE = "none";
  private static final int MOST_CONNECTIONS = 64;

  public MailConfiguration {
    host = isBlank(host) ? "localhost" : host.strip();
    port = port == null ? 25 : port;
    user = isBlank(user) ? null : user;
    password = password == null ? Secret.none() : password;
    passwordFile = isBlank(passwordFile) ? null : passwordFile;
    caFile = isBlank(caFile) ? null : caFile;
    from = isBlank(from) ? null : from.strip();
    tls = isBlank(tls) ? Loopback.is(host) ? NONE : REQUIRED : tls.strip().toLowerCase(Locale.ROOT);
    connections = connections == null ? 8 : connections;
    bounces = isBlank(bounces) ? null : bounces.strip();
    bounceKey = bounceKey == null ? Secret.none() : bounceKey;
    bounceKeyFile = isBlank(bounceKeyFile) ? null : bounceKeyFile;
  }

  /** @return as it is configured, or as its file has it now */
  @Override
  public Secret password() {
    return SecretFile.given(password, passwordFile);
  }

  /** @return as it is configured, or as its file has it now; none if {@link #bounces} is null */
  @Override
  public Secret bounceKey() {
    return SecretFile.given(bounceKey, bounceKeyFile);
  }

  /** @return what is wrong, a sentence each, without the values; empty when all is well */
  public List<String> faults() {
    var wrong = new ArrayList<String>();
    if (port < 1 || port > 65_535) {
      wrong.add("mail.port must be 1 to 65535");
    }
    wrong.addAll(SecretFile.faults(password, passwordFile, "mail.password (SLUIS_MAIL_PASSWORD)",
        "mail.passwordFile (SLUIS_MAIL_PASSWORD_FILE)"));
    if (caFile != null) {
      Authorities.fault(caFile).ifPresent(wrong::add);
    }
    if ((user == null) == (password.isPresent() || passwordFile != null)) {
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
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      wrong.add("mail.connections must be 1 to " + MOST_CONNECTIONS);
    }
    addFaultsOfBounces(wrong);
    return wrong;
  }

  private void addFaultsOfBounces(List<String> wrong) {
    if ((bounces == null) == (bounceKey.isPresent() || bounceKeyFile != null)) {
      wrong.add("mail.bounces and mail.bounceKey go together");
    }
    if (bounces != null && !MailAddress.isAddress(bounces)) {
      wrong.add("mail.bounces must be a mail address, in ASCII");
    } else if (bounces != null && !MailAddress.isAddress(ReturnPath.tagged(bounces, "a".repeat(ReturnPath.TAG), null).address())) {
      wrong.add("mail.bounces is too long: each mail puts a plus sign and " + ReturnPath.TAG + " letters before the @, where SMTP takes "
          + "64 in all. So give at most 24 letters before the @, and at most 214 in all");
    }
    var setting = "mail.bounceKey (SLUIS_MAIL_BOUNCE_KEY)";
    wrong.addAll(SecretFile.faults(bounceKey, bounceKeyFile, setting, "mail.bounceKeyFile (SLUIS_MAIL_BOUNCE_KEY_FILE)"));
    if (wrong.isEmpty() && bounces != null) {
      if (Strength.isWeak(bounceKey())) {
        wrong.add(setting + Strength.DEMAND);
      }
      if (!bounceKey().revealText().matches("[!-~]+")) {
        wrong.add(setting + " travels in a header of HTTP: take visible ASCII characters, without blanks");
      }
    }
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
