package nl.sluis.mail;

/** Says what an operator does about a relay that takes no mail, with the names of the settings. */
final class RelayAdvice {
  private final String relay;

  RelayAdvice(MailConfiguration configuration) {
    this.relay = configuration.host() + ":" + configuration.port();
  }

  /** @return one or two sentences */
  String on(MailDelayedException.Kind kind) {
    return switch (kind) {
      case CONNECTION -> "No relay greets at " + relay + " (mail.host, mail.port): it does not listen, or hung up. Start it, or "
          + "open the way there; try: nc " + relay.replace(':', ' ') + ".";
      case TIMEOUT -> "The relay at " + relay + " (mail.host, mail.port) did not answer in five seconds: it hangs, or a firewall swallows "
          + "what is sent to it. Look there first; try: nc " + relay.replace(':', ' ') + ".";
      case TLS ->
        "The relay at " + relay + " offers no TLS as mail.tls wants it, or a certificate that is expired, for another name or of an "
            + "authority that this JVM does not trust. Renew it there, or name your own authority in mail.caFile; see: openssl s_client -starttls smtp -connect "
            + relay + ".";
      case LOGIN ->
        "The relay at " + relay + " refuses our login, or wants one: set mail.user and SLUIS_MAIL_PASSWORD to what it knows, and "
            + "restart the gateway.";
      case REFUSED ->
        "The relay at " + relay + " (mail.host, mail.port) refuses our mails, and not because of one recipient or one mail: look "
            + "at mail.from, at what it lets this machine and mail.user send, and at its limits.";
      case RELAY -> "The relay at " + relay + " (mail.host, mail.port) takes no mail now.";
    };
  }
}
