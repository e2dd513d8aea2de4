package nl.sluis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment variables that the gateway reads, and the setting that each sets: the one table, against which a test holds the documents. A
 * value is set into the tree that was read from {@code config.yml}, as text, so that YAML cannot take it for a number, a comment or a tag.
 */
final class Variables {
  static final String PREFIX = "SLUIS_";
  private static final Map<String, String> TABLE = table("""
      SLUIS_PUBLIC_URL                    publicUrl
      SLUIS_ORGANIZATION                  organization
      SLUIS_LOCALE                        locale
      SLUIS_SECURITY_CONTACT              securityContact
      SLUIS_BRAND_LOGO                    brand.logo
      SLUIS_BRAND_COLOR                   brand.color
      SLUIS_BRAND_INK                     brand.ink
      SLUIS_DATABASE_URL                  database.url
      SLUIS_DATABASE_USER                 database.user
      SLUIS_DATABASE_PASSWORD             database.password
      SLUIS_DATABASE_PASSWORD_FILE        database.passwordFile
      SLUIS_DATABASE_PLAIN_REASON         database.plainReason
      SLUIS_KEYS_FOLDER                   keys.folder
      SLUIS_KEYS_PASSWORD                 keys.password
      SLUIS_KEYS_PASSWORD_FILE            keys.passwordFile
      SLUIS_KEYS_TOKEN_LIBRARY            keys.token.library
      SLUIS_KEYS_TOKEN_SLOT               keys.token.slot
      SLUIS_KEYS_TOKEN_KEY                keys.token.key
      SLUIS_KEYS_TOKEN_PIN                keys.token.pin
      SLUIS_KEYS_TOKEN_PIN_FILE           keys.token.pinFile
      SLUIS_MAIL_HOST                     mail.host
      SLUIS_MAIL_PORT                     mail.port
      SLUIS_MAIL_USER                     mail.user
      SLUIS_MAIL_PASSWORD                 mail.password
      SLUIS_MAIL_PASSWORD_FILE            mail.passwordFile
      SLUIS_MAIL_FROM                     mail.from
      SLUIS_MAIL_TLS                      mail.tls
      SLUIS_MAIL_CA_FILE                  mail.caFile
      SLUIS_MAIL_CONNECTIONS              mail.connections
      SLUIS_MAIL_BOUNCES                  mail.bounces
      SLUIS_MAIL_BOUNCE_KEY               mail.bounceKey
      SLUIS_MAIL_BOUNCE_KEY_FILE          mail.bounceKeyFile
      SLUIS_SMS_PROVIDER                  sms.provider
      SLUIS_TWILIO_ACCOUNT_SID            sms.twilio.accountSid
      SLUIS_TWILIO_AUTH_TOKEN             sms.twilio.authToken
      SLUIS_TWILIO_AUTH_TOKEN_FILE        sms.twilio.authTokenFile
      SLUIS_TWILIO_FROM                   sms.twilio.from
      SLUIS_TWILIO_MESSAGING_SERVICE_SID  sms.twilio.messagingServiceSid
      SLUIS_TWILIO_REGION                 sms.twilio.region
      SLUIS_TWILIO_EDGE                   sms.twilio.edge
      SLUIS_TWILIO_BASE_URL               sms.twilio.baseUrl
      SLUIS_CONFERENCE_PROVIDER           conference.provider
      SLUIS_ZOOM_ACCOUNT_ID               conference.zoom.accountId
      SLUIS_ZOOM_CLIENT_ID                conference.zoom.clientId
      SLUIS_ZOOM_CLIENT_SECRET            conference.zoom.clientSecret
      SLUIS_ZOOM_CLIENT_SECRET_FILE       conference.zoom.clientSecretFile
      SLUIS_ZOOM_WEBHOOK_SECRET           conference.zoom.webhookSecret
      SLUIS_ZOOM_WEBHOOK_SECRET_FILE      conference.zoom.webhookSecretFile
      SLUIS_ZOOM_TOPIC                    conference.zoom.topic
      SLUIS_ZOOM_BASE_URL                 conference.zoom.baseUrl
      SLUIS_ZOOM_OAUTH_URL                conference.zoom.oauthUrl
      SLUIS_OPERATOR_KEY                  operator.key
      SLUIS_OPERATOR_KEY_FILE             operator.keyFile
      SLUIS_OPERATOR_KEYS_FOLDER          operator.keysFolder
      SLUIS_TEST                          test
      """);
  private static final Set<String> WHOLE_NUMBERS = Set.of("keys.token.slot", "mail.port", "mail.connections");
  private static final Set<String> SWITCHES = Set.of("test");
  private static final String WHOLE_NUMBER = "\\d{1,18}";
  /** Read by bin/backup and by the tests, which may run with the gateway's variables. */
  private static final Set<String> OF_SCRIPTS = Set.of("SLUIS_ADMIN_PORT", "SLUIS_CHROMIUM", "SLUIS_NODE");
  /** What a decoder puts in the place of bytes that it cannot read. */
  static final char UNREADABLE = '\uFFFD';

  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** @return the setting of each variable, by the variable's name, in the order of {@code config.yml} */
  static Map<String, String> table() {
    return TABLE;
  }

  /** @return the setting, with its variable if it has one, as an operator looks for it */
  static String named(String setting) {
    return TABLE.entrySet().stream().filter(entry -> entry.getValue().equals(setting)).findFirst()
        .map(entry -> setting + " (" + entry.getKey() + ")").orElse(setting);
  }

  /** @return whether a script or a test reads it, and the gateway does not */
  static boolean isOfScripts(String name) {
    return OF_SCRIPTS.contains(name);
  }

  /**
   * Sets the variables into the tree. One that is empty or blank counts as not set.
   *
   * @param others named in the tree, and so read
   * @return what is wrong, a sentence each, without the values
   */
  List<String> setInto(ObjectNode tree, Collection<String> others) {
    refuseUnknown(others);
    faults.addAll(RetypedTexts.faults(tree, environment));
    refuseTwice();
    TABLE.forEach((name, setting) -> {
      var value = withoutLineEnd(environment.getOrDefault(name, ""));
      if (!value.isBlank() && isReadable(name, setting, value)) {
        set(tree, name, setting, value);
      }
    });
    return faults;
  }

  private void refuseUnknown(Collection<String> others) {
    var unknown = new TreeSet<String>();
    for (var name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !TABLE.containsKey(name) && !isOfScripts(name) && !others.contains(name)) {
        unknown.add(name);
      }
    }
    unknown.forEach(name -> faults
        .add(name + " is set, and Sluis reads no variable of that name: correct it by the table of settings in docs/operations.md, or "
            + "remove it"));
  }

  /** A secret and a file with it: nobody could say which of them counts. */
  private void refuseTwice() {
    for (var name : TABLE.keySet()) {
      var file = name + "_FILE";
      if (TABLE.containsKey(file) && isSet(name) && isSet(file)) {
        faults.add(name + " and " + file + " are both set: unset one of them");
      }
    }
  }

  private boolean isSet(String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  static boolean isText(String setting) {
    return !WHOLE_NUMBERS.contains(setting) && !SWITCHES.contains(setting);
  }

  private boolean isReadable(String name, String setting, String value) {
    if (value.indexOf(UNREADABLE) >= 0) {
      faults.add(name + " (" + setting + ") has bytes that are not UTF-8: set it anew");
      return false;
    }
    if (WHOLE_NUMBERS.contains(setting) && !value.strip().matches(WHOLE_NUMBER)) {
      faults.add(name + " (" + setting + ") must be a whole number, in decimal digits");
      return false;
    }
    if (SWITCHES.contains(setting) && !Set.of("true", "false").contains(value.strip())) {
      faults.add(name + " (" + setting + ") must be true or false");
      return false;
    }
    return true;
  }

  private void set(ObjectNode tree, String name, String setting, String value) {
    var path = setting.split("\\.");
    var section = tree;
    for (var i = 0; i < path.length - 1; i++) {
      JsonNode next = section.path(path[i]);
      if (next.isMissingNode() || next.isNull()) {
        section = section.putObject(path[i]);
      } else if (next instanceof ObjectNode object) {
        section = object;
      } else {
        faults.add(name + " sets " + setting + ", but " + path[i] + " in the file is no section");
        return;
      }
    }
    section.put(path[path.length - 1], isText(setting) ? value : value.strip());
  }

  private static String withoutLineEnd(String value) {
    return value.replaceFirst("[\\r\\n]+$", "");
  }

  private static Map<String, String> table(String lines) {
    var table = new LinkedHashMap<String, String>();
    lines.lines().map(line -> line.split(" +")).forEach(pair -> table.put(pair[0], pair[1]));
    return Collections.unmodifiableMap(table);
  }
}
