package nl.sluis;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.host.Loopback;
import nl.sluis.host.PublicUrl;
import nl.sluis.rules.Invisible;
import nl.sluis.words.Words;

/** What a configuration must satisfy before the gateway starts: nothing travels in clear beyond loopback, and no section is half configured. */
final class StartRules {
  private static final int MAX_ORGANIZATION = 100;
  private final List<String> faults = new ArrayList<>();

  private StartRules() {}

  /** @return what is wrong, one sentence each, in words for the operator; empty if nothing is */
  static List<String> faults(SluisConfiguration configuration) {
    var rules = new StartRules();
    rules.checkPublicUrl(configuration.publicUrl());
    rules.checkConnectors(configuration);
    rules.checkOrganization(configuration.organization());
    rules.faults.addAll(configuration.database().faults());
    if (!Words.LANGUAGES.contains(configuration.locale())) {
      rules.faults.add("locale must be one of " + Words.LANGUAGES);
    }
    if (configuration.retention().isNegative() || configuration.retention().toDays() > 3650) {
      rules.faults.add("retention must be between 0 and 3650 days");
    }
    rules.checkSecurityContact(configuration.securityContact());
    rules.faults.addAll(configuration.brand().faults());
    rules.faults.addAll(configuration.keys().faults());
    rules.faults.addAll(configuration.operator().faults());
    rules.faults.addAll(configuration.codes().faults());
    rules.faults.addAll(configuration.limits().faults());
    rules.faults.addAll(configuration.rules().faults());
    rules.faults.addAll(configuration.conference().faults());
    if (configuration.demo() && configuration.test()) {
      rules.faults
          .add("demo: true and test: true (SLUIS_TEST) are two things: a demonstration shows mails and codes on a page of this machine, a "
              + "test gateway to the client that posted. Leave one of them out");
    }
    if (!configuration.demo() && !configuration.test()) {
      rules.faults.addAll(configuration.mail().faults());
      if (configuration.operator().isKey(configuration.mail().bounceKey())) {
        rules.faults
            .add("mail.bounceKey (SLUIS_MAIL_BOUNCE_KEY) is the operator key, which may do everything: draw another for your mail server");
      }
      rules.faults.addAll(configuration.sms().faults());
      if (configuration.sms().usesConsole() && !Loopback.is(host(configuration.publicUrl()))) {
        rules.faults.add("sms.provider: console prints codes, so it needs a publicUrl on loopback; set sms.provider: twilio");
      }
    }
    return rules.faults.stream().map(VariableNames::in).toList();
  }

  private void checkPublicUrl(String url) {
    try {
      PublicUrl.of(url);
    } catch (IllegalArgumentException e) {
      faults.add(e.getMessage());
    }
  }

  private void checkConnectors(SluisConfiguration configuration) {
    if (!(configuration.getServerFactory() instanceof DefaultServerFactory server)) {
      faults.add("server.type must be default");
      return;
    }
    if (server.getApplicationConnectors().size() != 1 || server.getAdminConnectors().size() != 1) {
      faults.add("server needs exactly one connector in applicationConnectors and one in adminConnectors");
      return;
    }
    var application = server.getApplicationConnectors().get(0);
    if (configuration.demo() && !bindsLoopback(application)) {
      faults.add("demo: true is for this machine only; server.applicationConnectors[0].bindHost must be loopback, as 127.0.0.1");
    }
    if (!(application instanceof HttpsConnectorFactory) && !bindsLoopback(application)) {
      faults.add("server.applicationConnectors[0] is plain http, which is for loopback only: set bindHost: 127.0.0.1 behind a proxy on this"
          + " machine, or type: https or https-pem");
    }
    if (application instanceof PemConnectorFactory pem) {
      pem.files().fault().ifPresent(faults::add);
    }
    if (!bindsLoopback(server.getAdminConnectors().get(0))) {
      faults.add("server.adminConnectors[0].bindHost must be loopback, as 127.0.0.1");
    }
  }

  private void checkOrganization(String organization) {
    if (organization == null || Invisible.isBlank(organization) || organization.length() > MAX_ORGANIZATION
        || organization.chars().anyMatch(Character::isISOControl)) {
      faults.add("organization must be 1 to " + MAX_ORGANIZATION + " characters on one line");
    }
  }

  /** RFC 9116 §2.5.3: a URL, and of the web only by https. */
  private void checkSecurityContact(String contact) {
    if (contact != null && !contact.matches("(mailto:[!-~]+@[!-~]+|https://[!-~]+|tel:\\+[0-9-]+)")) {
      faults.add("securityContact (SLUIS_SECURITY_CONTACT) must be a URL: mailto:…, https://… or tel:+…");
    }
  }

  private static boolean bindsLoopback(ConnectorFactory connector) {
    return connector instanceof HttpConnectorFactory http && Loopback.is(http.getBindHost());
  }

  static String host(String url) {
    try {
      return URI.create(url).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
