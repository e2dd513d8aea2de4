package nl.sluis;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.util.Duration;
import nl.sluis.admin.OperatorConfiguration;
import nl.sluis.brand.BrandConfiguration;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.database.DatabaseConfiguration;
import nl.sluis.host.PublicUrl;
import nl.sluis.intake.RulesConfiguration;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.mail.MailConfiguration;
import nl.sluis.sms.SmsConfiguration;

/** {@code config.yml}: one field per section, each with its safe default. */
public final class SluisConfiguration extends Configuration {
  @JsonProperty private String publicUrl = "http://127.0.0.1:8080";
  @JsonProperty private String organization = "Sluis";
  @JsonProperty private String locale = "nl";
  @JsonProperty private String securityContact;
  @JsonProperty private BrandConfiguration brand;
  @JsonProperty private DatabaseConfiguration database;
  @JsonProperty private KeysConfiguration keys;
  @JsonProperty private MailConfiguration mail;
  @JsonProperty private SmsConfiguration sms;
  @JsonProperty private CodeConfiguration codes;
  @JsonProperty private LimitConfiguration limits;
  @JsonProperty private RulesConfiguration rules;
  @JsonProperty private ConferenceConfiguration conference;
  @JsonProperty private Duration retention = Duration.days(30);
  @JsonProperty private OperatorConfiguration operator;
  @JsonProperty private boolean test;
  @JsonProperty private boolean demo;

  /** Where visitors come in, without a trailing slash: as browsers spell it, if it can be read. */
  public String publicUrl() {
    try {
      return PublicUrl.of(writtenPublicUrl()).toString();
    } catch (IllegalArgumentException e) {
      return writtenPublicUrl();
    }
  }

  /** As it stands in the configuration. */
  String writtenPublicUrl() {
    return requireNonNullElse(publicUrl, "");
  }

  /** Who sends, as invitees know it. */
  public String organization() {
    return organization;
  }

  /** The language where an invitee's is not known. */
  public String locale() {
    return locale;
  }

  /** Whom to tell of a weakness, a URL; null if nobody is named. */
  public String securityContact() {
    return securityContact == null || securityContact.isBlank() ? null : securityContact.strip();
  }

  /** What makes page and mail look like the organization's own. */
  public BrandConfiguration brand() {
    return requireNonNullElse(brand, new BrandConfiguration(null, null, null));
  }

  public DatabaseConfiguration database() {
    return requireNonNullElse(database, new DatabaseConfiguration(null, null, null, null, null));
  }

  public KeysConfiguration keys() {
    return requireNonNullElse(keys, new KeysConfiguration(null, null, null, null, null));
  }

  public MailConfiguration mail() {
    return requireNonNullElse(mail, new MailConfiguration(null, null, null, null, null, null, null, null, null, null, null, null));
  }

  public SmsConfiguration sms() {
    return requireNonNullElse(sms, new SmsConfiguration(null, null));
  }

  public CodeConfiguration codes() {
    return requireNonNullElse(codes, new CodeConfiguration(null, null, null, null));
  }

  public LimitConfiguration limits() {
    return requireNonNullElse(limits, LimitConfiguration.byDefault());
  }

  /** How video meetings have to be set up. */
  public RulesConfiguration rules() {
    return requireNonNullElse(rules, RulesConfiguration.byDefault());
  }

  /** Who makes meetings. */
  public ConferenceConfiguration conference() {
    return requireNonNullElse(conference, ConferenceConfiguration.byDefault());
  }

  /** How long a tombstone stays after the end. */
  public java.time.Duration retention() {
    return retention.toJavaDuration();
  }

  public OperatorConfiguration operator() {
    return requireNonNullElse(operator, new OperatorConfiguration(null, null, null));
  }

  /** True for a test gateway: mails and text messages go nowhere but to the client whose invitations they concern. */
  public boolean test() {
    return test;
  }

  /** True for a demonstration on this machine, with mailbox and phone inside. */
  public boolean demo() {
    return demo;
  }
}
