package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import nl.sluis.database.Columns;
import nl.sluis.database.Daos;
import nl.sluis.feed.EventDao;
import nl.sluis.feed.EventType;
import nl.sluis.feed.NewEvent;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Receiver;
import org.junit.jupiter.api.Test;

/** Webhooks over the starts of a gateway, and those of a test gateway. */
class WebhookStartTest {
  private static final int MANY = 50;

  @Test
  void nothingIsLostOverStops() {
    try (var receiver = new Receiver().answers(500); var sluis = LocalSluis.started()) {
      var made = makes(sluis, receiver);
      happen(sluis, MANY);
      await().until(() -> receiver.received().size() > 3);
      sluis.stop();
      var before = List.copyOf(receiver.received());
      receiver.answers(200);
      sluis.start();
      // As a gateway leaves them that was killed: only a lease keeps them back, and the start ends it.
      sluis.stop();
      Columns.configure(sluis.settings.database()).useHandle(
          handle -> handle.execute("UPDATE webhook_delivery SET lease = 'dead', due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR"));
      sluis.start();
      await().until(() -> receiver.received().stream().map(Receiver.Received::id).distinct().count() == MANY);
      await().until(() -> Http.send("GET", sluis.settings.publicUrl() + "/v1/webhooks/" + made.text("id") + "/deliveries?state=owed", null,
          "Authorization", "Bearer " + sluis.clientKey()).json().path("deliveries").isEmpty());
      assertThat(receiver.received()).hasSizeGreaterThan(before.size());
    }
  }

  @Test
  void whatIsKeptNoMoreIsErased() {
    try (var receiver = new Receiver().answers(500); var sluis = LocalSluis.started()) {
      var made = makes(sluis, receiver);
      Http.send("POST", sluis.settings.publicUrl() + "/v1/webhooks/" + made.text("id") + "/rotate-secret", null, "Authorization",
          "Bearer " + sluis.clientKey());
      happen(sluis, 2);
      await().until(() -> receiver.received().size() > 1);
      sluis.stop();
      var jdbi = Columns.configure(sluis.settings.database());
      jdbi.useHandle(handle -> {
        handle.execute("UPDATE client_feed SET swept = placed - 1");
        handle.execute("UPDATE webhook_delivery SET lease = NULL, due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");
        handle.execute("UPDATE webhook SET former_until = CURRENT_TIMESTAMP - INTERVAL '1' MINUTE");
      });
      sluis.start();
      await().until(() -> jdbi.withHandle(handle -> handle
          .createQuery("SELECT (SELECT COUNT(*) FROM webhook_delivery) * 10 + (SELECT COUNT(former_secret) FROM webhook)").mapTo(int.class)
          .one()) == 10);
    }
  }

  @Test
  void eachBodyOfATestGatewaySaysTest() {
    try (var receiver = new Receiver(); var sluis = LocalSluis.started(settings -> settings.set("test", "true"))) {
      var made = makes(sluis, receiver);
      assertThat(made.json().path("test").asBoolean()).isTrue();
      Http.send("POST", sluis.settings.publicUrl() + "/v1/webhooks/" + made.text("id") + "/test", null, "Authorization",
          "Bearer " + sluis.clientKey());
      happen(sluis, 1);
      await().until(() -> receiver.received().size() == 2);
      assertThat(receiver.received()).allMatch(message -> message.json().path("test").asBoolean())
          .allMatch(message -> message.isSignedBy(made.text("secret")));
      assertThat(receiver.types()).containsExactlyInAnyOrder("webhook.test", "invitation.asked");
    }
  }

  private static Answer makes(LocalSluis sluis, Receiver receiver) {
    var body = Meetings.JSON.createObjectNode().put("url", receiver.url());
    body.withArray("types").add("invitation.asked");
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/webhooks", body.toString(), "Authorization", "Bearer " + sluis.clientKey());
  }

  private static void happen(LocalSluis sluis, int many) {
    var now = Instant.now();
    Columns.configure(sluis.settings.database()).useTransaction(handle -> {
      var client = handle.createQuery("SELECT id FROM client").mapTo(String.class).one();
      Daos.attach(handle, EventDao.class).insert(IntStream.range(0, many)
          .mapToObj(at -> new NewEvent(client, null, EventType.ASKED.type(), now.plusNanos(at * 1_000L), at)).toList());
    });
  }
}
