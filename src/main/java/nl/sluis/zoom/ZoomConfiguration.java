package nl.sluis.zoom;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.sluis.files.SecretFile;
import nl.sluis.host.Loopback;
import nl.sluis.secret.Secret;

/**
 * Section {@code conference.zoom}: an app of the kind Server-to-Server OAuth. Blank values count as absent, because {@code config.yml} fills them
 * from environment variables.
 *
 * @param accountId         of the account whose users host
 * @param clientId          of the app
 * @param clientSecret      of the app
 * @param clientSecretFile  has it, in place of the setting; none by default
 * @param webhookSecret     the secret token of the app's event subscription; none: Zoom's events are not taken
 * @param webhookSecretFile has it, in place of the setting; none by default
 * @param hosts             users, by mail address or id: 1 to 50. One can host one meeting at a time
 * @param topic             of every meeting, before four letters that differ; all that its lobby shows. Default {@code Gesprek}
 * @param regions           data centres through which meetings may go, in Zoom's words; default the Netherlands and Germany
 * @param baseUrl           of the interface; plain HTTP to loopback only
 * @param oauthUrl          where tokens come from; plain HTTP to loopback only
 */
public record ZoomConfiguration(String accountId, String clientId, Secret clientSecret, String clientSecretFile, Secret webhookSecret,
    String webhookSecretFile, List<String> hosts, String topic, List<String> regions, String baseUrl, String oauthUrl) {
  private static final int MOST_HOSTS = 50;
  private static final int LONGEST_HOST = 128;
  private static final int LONGEST_TOPIC = 100;
  private static final int LONGEST_ID = 128;
  /** The enum of {@code data_center_regions} in Zoom's description of {@code GET /accounts/{accountId}/settings}. */
  private static final Set<String> ZOOMS_REGIONS = Set.of("AU", "LA", "CA", "CN", "DE", "HK", "IN", "IE", "TY", "MX", "NL", "SG", "US");

  public ZoomConfiguration {
    accountId = present(accountId);
    clientId = present(clientId);
    clientSecret = clientSecret == null ? Secret.none() : clientSecret;
    clientSecretFile = present(clientSecretFile);
    webhookSecret = webhookSecret == null ? Secret.none() : webhookSecret;
    webhookSecretFile = present(webhookSecretFile);
    hosts = hosts == null ? List.of() : hosts.stream().map(host -> host == null ? "" : host.strip()).toList();
    topic = present(topic) == null ? "Gesprek" : present(topic);
    regions = regions == null || regions.isEmpty()
        ? List.of("NL", "DE")
        : regions.stream().map(region -> region == null ? "" : region.strip()).toList();
    baseUrl = withoutSlash(present(baseUrl) == null ? "https://api.zoom.us/v2" : present(baseUrl));
    oauthUrl = present(oauthUrl) == null ? "https://zoom.us/oauth/token" : present(oauthUrl);
  }

  public static ZoomConfiguration byDefault() {
    return new ZoomConfiguration(null, null, null, null, null, null, null, null, null, null, null);
  }

  /** @return as it is configured, or as its file has it now */
  @Override
  public Secret clientSecret() {
    return SecretFile.given(clientSecret, clientSecretFile);
  }

  /** @return as it is configured, or as its file has it now */
  @Override
  public Secret webhookSecret() {
    return SecretFile.given(webhookSecret, webhookSecretFile);
  }

  /** @return what is wrong, a sentence each, without the values; empty when all is well */
  public List<String> faults() {
    var wrong = new ArrayList<String>();
    checkId("conference.zoom.accountId", accountId, wrong);
    checkId("conference.zoom.clientId", clientId, wrong);
    checkSecret("clientSecret", "SLUIS_ZOOM_CLIENT_SECRET", clientSecret, clientSecretFile, true, wrong);
    checkSecret("webhookSecret", "SLUIS_ZOOM_WEBHOOK_SECRET", webhookSecret, webhookSecretFile, false, wrong);
    checkHosts(wrong);
    if (topic.length() > LONGEST_TOPIC || topic.chars().anyMatch(Character::isISOControl)) {
      wrong.add("conference.zoom.topic must be at most " + LONGEST_TOPIC + " characters on one line");
    }
    if (!ZOOMS_REGIONS.containsAll(regions) || Set.copyOf(regions).size() < regions.size()) {
      wrong.add("conference.zoom.regions must be different words of Zoom's: AU, CA, CN, DE, HK, IE, IN, LA, MX, NL, SG, TY, US");
    }
    if (!isUrl(baseUrl)) {
      wrong.add("conference.zoom.baseUrl must be an https URL, or http to loopback, without query and fragment");
    }
    if (!isUrl(oauthUrl)) {
      wrong.add("conference.zoom.oauthUrl must be an https URL, or http to loopback, without query and fragment");
    }
    return wrong;
  }

  private static void checkId(String setting, String value, List<String> wrong) {
    if (value == null) {
      wrong.add(setting + " is missing");
    } else if (!value.matches("[A-Za-z0-9_-]{1," + LONGEST_ID + "}")) {
      wrong.add(setting + " must be letters, digits, - and _");
    }
  }

  private static void checkSecret(String name, String variable, Secret given, String file, boolean isNeeded, List<String> wrong) {
    var setting = "conference.zoom." + name + " (" + variable + ")";
    var faults = SecretFile.faults(given, file, setting, "conference.zoom." + name + "File (" + variable + "_FILE)");
    wrong.addAll(faults);
    if (faults.isEmpty()) {
      var secret = SecretFile.given(given, file);
      if (isNeeded && !secret.isPresent()) {
        wrong.add(setting + " is missing");
      } else if (secret.isPresent() && !secret.revealText().matches("[!-~]+")) {
        wrong.add(setting + " must be visible ASCII characters");
      }
    }
  }

  private void checkHosts(List<String> wrong) {
    if (hosts.isEmpty()) {
      wrong.add("conference.zoom.hosts is missing: name the users of the account whose meetings are made");
    } else if (hosts.size() > MOST_HOSTS) {
      wrong.add("conference.zoom.hosts must be at most " + MOST_HOSTS);
    }
    if (hosts.stream().anyMatch(host -> host.isEmpty() || host.length() > LONGEST_HOST || !host.matches("[!-~]+") || host.equals("me")
        || host.matches("\\.+"))) {
      wrong.add("An entry of conference.zoom.hosts must be a user's mail address or id, of at most " + LONGEST_HOST
          + " visible ASCII characters");
    }
    if (hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).distinct().count() < hosts.size()) {
      wrong.add("conference.zoom.hosts names a user twice");
    }
  }

  private static String present(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static boolean isUrl(String value) {
    try {
      var url = URI.create(value);
      var isPlain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      return url.getHost() != null && isPlain
          && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && Loopback.is(url.getHost()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
