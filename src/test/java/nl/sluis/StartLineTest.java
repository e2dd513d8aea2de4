package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** One line says what runs, and with whom it talks, without any secret. */
class StartLineTest {
  private static final Build BUILD = new Build("1.0.0", "a88413b");

  @Test
  void itNamesWhatRunsAndWithWhomItTalks() throws IOException {
    var line = StartLine.of(BUILD, read("""
        {"publicUrl": "https://invitations.example.org",
         "database": {"url": "jdbc:postgresql://sluis:topsecret@db.example.org/sluis?sslmode=verify-full&password=topsecret", "password": "topsecret"},
         "keys": {"folder": "/var/lib/sluis/keys", "password": "topsecret"},
         "mail": {"host": "relay.example.org", "port": 587, "user": "sluis", "password": "topsecret", "from": "invitations@example.org"},
         "sms": {"provider": "twilio", "twilio": {"accountSid": "AC1", "authToken": "topsecret", "from": "+3197010240000"}}}
        """));
    assertThat(line).isEqualTo("Sluis 1.0.0 (commit a88413b) for https://invitations.example.org, database "
        + "jdbc:postgresql://db.example.org/sluis, relay relay.example.org:587 as invitations@example.org, SMS from +3197010240000, keys in "
        + "/var/lib/sluis/keys");
  }

  @Test
  void whatStaysHereIsSaidToo() throws IOException {
    assertThat(StartLine.of(BUILD, read("{\"test\": true}"))).contains("database jdbc:h2:./data/sluis", "mails stay here",
        "text messages stay here");
    assertThat(StartLine.of(BUILD, read("{\"sms\": {\"provider\": \"console\"}}"))).contains("codes on the console", "relay localhost:25");
  }

  private static SluisConfiguration read(String json) throws IOException {
    return Jackson.newObjectMapper().readValue(json, SluisConfiguration.class);
  }
}
