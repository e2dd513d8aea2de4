package nl.sluis.sms;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.files.SecretFile;
import nl.sluis.host.Loopback;
import nl.sluis.secret.Secret;

/**
 * Section {@code sms.twilio}. Blank values count as absent, for {@code config.yml} fills them from environment
 * variables.
 *
 * @param accountSid          begins with AC
 * @param authToken           of the region: Ireland (ie1) has one of its own
 * @param authTokenFile       has the token, in place of the setting; none by default
 * @param from                number or name of the sender; this or the next
 * @param messagingServiceSid begins with MG
 * @param region              as {@code ie1}, to keep the data in the EU; absent means the United States
 * @param edge                as {@code dublin}
 * @param baseUrl             in place of {@code https://api.twilio.com}; plain HTTP to loopback only
 */
public record TwilioConfiguration(String accountSid, Secret authToken, String authTokenFile, String from, String messagingServiceSid,
    String region, String edge, String baseUrl) {
  public TwilioConfiguration {
    accountSid = present(accountSid);
    authToken = authToken == null ? Secret.none() : authToken;
    authTokenFile = present(authTokenFile);
    from = present(from);
    messagingServiceSid = present(messagingServiceSid);
    region = present(region);
    edge = present(edge);
    baseUrl = present(baseUrl);
  }

  /** @return as it is configured, or as its file has it now */
  @Override
  public Secret authToken() {
    return SecretFile.given(authToken, authTokenFile);
  }

  /** @return what is wrong, a sentence each, without the values; empty when all is well */
  public List<String> faults() {
    var wrong = new ArrayList<String>();
    if (accountSid == null) {
      wrong.add("sms.twilio.accountSid is missing");
    } else if (!accountSid.matches("[A-Za-z0-9]+")) {
      wrong.add("sms.twilio.accountSid must be letters and digits");
    }
    var faults = SecretFile.faults(authToken, authTokenFile, "sms.twilio.authToken (SLUIS_TWILIO_AUTH_TOKEN)",
        "sms.twilio.authTokenFile (SLUIS_TWILIO_AUTH_TOKEN_FILE)");
    wrong.addAll(faults);
    if (faults.isEmpty() && !authToken().isPresent()) {
      wrong.add("sms.twilio.authToken (SLUIS_TWILIO_AUTH_TOKEN) is missing");
    } else if (faults.isEmpty() && !authToken().revealText().matches("[ -~]+")) {
      // The SDK writes its login in ASCII, and a question mark for every other letter.
      wrong.add("sms.twilio.authToken (SLUIS_TWILIO_AUTH_TOKEN) must be ASCII");
    }
    if ((from == null) == (messagingServiceSid == null)) {
      wrong.add("one of sms.twilio.from and sms.twilio.messagingServiceSid is needed, and only one");
    }
    if (!isLabel(region) || !isLabel(edge)) {
      wrong.add("sms.twilio.region and sms.twilio.edge must be lower-case letters, digits and hyphens");
    }
    if (edge != null && region == null) {
      wrong.add("sms.twilio.edge needs sms.twilio.region: an edge alone leads to the United States");
    }
    if (baseUrl != null && !isBase(baseUrl)) {
      wrong.add("sms.twilio.baseUrl must be an https URL, or http to loopback, without query and fragment");
    }
    return wrong;
  }

  private static String present(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static boolean isLabel(String value) {
    return value == null || value.matches("[a-z0-9-]+");
  }

  private static boolean isBase(String value) {
    try {
      var url = URI.create(value);
      var plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      return url.getHost() != null && plain
          && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && Loopback.is(url.getHost()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
