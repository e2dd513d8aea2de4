package nl.sluis;

/** The first line of a gateway in its log: what runs here, and with whom it talks. No secret is in it. */
final class StartLine {
  private StartLine() {}

  static String of(Build build, SluisConfiguration configuration) {
    return String.join(", ", "Sluis " + build.version() + " (commit " + build.commit() + ") for " + configuration.publicUrl(),
        "database " + database(configuration.database().url()), relay(configuration), sms(configuration),
        "keys in " + configuration.keys().folder());
  }

  /** Parameters may have a password in them, and so may what stands before the host. */
  private static String database(String url) {
    return url.replaceFirst("(?s)[;?].*", "").replaceFirst("//[^/]*@", "//");
  }

  private static String relay(SluisConfiguration configuration) {
    if (configuration.test() || configuration.demo()) {
      return "mails stay here";
    }
    var mail = configuration.mail();
    return "relay " + mail.host() + ":" + mail.port() + " as " + mail.from();
  }

  private static String sms(SluisConfiguration configuration) {
    if (configuration.test() || configuration.demo()) {
      return "text messages stay here";
    }
    if (configuration.sms().usesConsole()) {
      return "codes on the console";
    }
    var twilio = configuration.sms().twilio();
    return "SMS from " + (twilio.from() == null ? twilio.messagingServiceSid() : twilio.from());
  }
}
