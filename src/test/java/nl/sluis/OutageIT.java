package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.RelayLetters;
import nl.sluis.testing.Valve;
import org.junit.jupiter.api.Test;

/**
 * Relay, SMS provider and database are each taken away while schedulers post and invitees open, and given back. A ledger outside of the
 * gateway keeps what was promised. {@code -Dsluis.outage.seconds=60} takes each away for a minute.
 */
class OutageIT {
  private static final int SECONDS = Integer.getInteger("sluis.outage.seconds", 6);
  private static final Pattern LINK = Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}");
  private static final long MEBIBYTE = 1 << 20;

  private final FakeTwilio twilio = FakeTwilio.start();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Map<String, String> promised = new ConcurrentHashMap<>();
  private final Map<String, String> opened = new ConcurrentHashMap<>();
  private final BlockingQueue<Promise> waiting = new LinkedBlockingQueue<>();
  private volatile boolean posting = true;

  @Test
  void whateverIsTakenAwayNothingIsLostAndWhoAsksIsToldWhen() throws Exception {
    try (var postgres = Postgres.start();
        var relay = FakeRelay.start();
        var database = new Valve(postgres.port());
        var smtp = new Valve(relay.port());
        var provider = new Valve(URI.create(twilio.baseUrl()).getPort());
        var sluis = JarSluis.started(settings -> settings
            .set("database.url", "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres").set("database.user", "postgres")
            .set("mail.port", String.valueOf(smtp.port())).set("codes.resendAfter", "1s")
            .set("sms.twilio.baseUrl", "http://127.0.0.1:" + provider.port()))) {
      sluis.clientKey();
      var people = Executors.newCachedThreadPool();
      IntStream.range(0, 2).forEach(i -> people.execute(() -> whilePosting(() -> post(sluis))));
      IntStream.range(0, 4).forEach(i -> people.execute(() -> openAll(sluis, relay)));

      rest();
      var before = heapInUse(sluis);
      takeAway("relay", smtp);
      takeAway("SMS provider", provider);
      takeAway("database", database);
      System.out.println("database: silent");
      database.silence();
      Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
      database.open();
      rest();
      posting = false;
      people.shutdown();
      assertThat(people.awaitTermination(300, TimeUnit.SECONDS)).as("invitees still wait: " + waiting.size()).isTrue();
      var after = heapInUse(sluis);

      System.out.println("answers by status: " + statuses + "; promised " + promised.size() + ", opened " + opened.size() + "; heap in MiB "
          + before / MEBIBYTE + ", then " + after / MEBIBYTE);
      assertThat(wrong).isEmpty();
      assertThat(promised.size()).isGreaterThan(SECONDS * 4);
      assertThat(opened.keySet()).as("promised = opened").isEqualTo(promised.keySet());
      assertThat(after).as("memory is flat").isLessThan(before + 48 * MEBIBYTE);
      assertThat(statuses.keySet()).contains(201, 503);
      await().until(() -> sluis.operates("GET", "/outbox").json().path("oldest").isEmpty());
    } finally {
      twilio.close();
    }
  }

  private void takeAway(String what, Valve valve) throws InterruptedException {
    System.out.println(what + ": away");
    valve.shut();
    Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
    valve.open();
    System.out.println(what + ": back");
    rest();
  }

  /** Until invitees are served again. */
  private void rest() {
    var before = opened.size();
    await().until(() -> opened.size() >= before + 10);
  }

  private void whilePosting(Runnable work) {
    try {
      while (posting) {
        work.run();
        Thread.sleep(60);
      }
    } catch (RuntimeException | InterruptedException e) {
      wrong.add("a scheduler: " + e);
    }
  }

  private void post(JarSluis sluis) {
    var phone = Numbers.next();
    var email = "invitee" + phone.substring(1) + "@example.net";
    var request = Meetings.request();
    Meetings.invitee(request, 0).put("email", email).put("phone", phone);
    var answer = counted(() -> sluis.post(request));
    if (answer.status() == 201) {
      var promise = new Promise(answer.json().at("/invitations/0/id").asText(), email, phone);
      promised.put(promise.id, email);
      waiting.add(promise);
    }
  }

  private void openAll(JarSluis sluis, FakeRelay relay) {
    try {
      while (posting || !waiting.isEmpty()) {
        var promise = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (promise != null) {
          var link = await().atMost(Duration.ofSeconds(200 + SECONDS)).until(() -> linkTo(promise, relay), found -> found != null);
          open(promise, new LinkHolder(sluis.settings.publicUrl(), link));
        }
      }
    } catch (RuntimeException | InterruptedException e) {
      wrong.add("an invitee: " + e);
    }
  }

  private void open(Promise promise, LinkHolder holder) {
    var digits = promise.phone.substring(promise.phone.length() - 4);
    Answer released = null;
    for (var tries = 0; tries < 60 + SECONDS * 2 && (released == null || released.status() != 200); tries++) {
      if (twilio.textsTo(promise.phone).isEmpty()) {
        counted(() -> holder.asksForCode(digits));
      }
      if (twilio.textsTo(promise.phone).isEmpty()) {
        pause();
        continue;
      }
      released = counted(() -> holder.releases(twilio.lastCodeTo(promise.phone)));
      if (released.status() == 403) {
        // The code that arrived was taken back, as its booking failed: ask for another.
        pause();
        counted(() -> holder.asksForCode(digits));
      } else if (released.status() != 200) {
        pause();
      }
    }
    if (released == null || released.status() != 200) {
      wrong.add("not opened: " + released);
      return;
    }
    assertThat(holder.opens(released)).contains("Zuiderzee");
    for (var status = 0; status != 204;) {
      var envelope = released;
      status = counted(() -> holder.acknowledges(envelope)).status();
      if (status != 204) {
        pause();
      }
    }
    opened.put(promise.id, promise.email);
  }

  /** Every answer is looked at: of the 5xx only 503, and with the time to come again. */
  private Answer counted(Supplier<Answer> ask) {
    var answer = ask.get();
    statuses.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
    if (answer.status() >= 500 && (answer.status() != 503 || answer.http().headers().firstValue("Retry-After").isEmpty())) {
      wrong.add(answer + " to " + answer.http().uri().getPath());
    }
    return answer;
  }

  private static String linkTo(Promise promise, FakeRelay relay) {
    return relay.mails().stream().filter(mail -> RelayLetters.isTo(mail, promise.email)).map(mail -> {
      var link = LINK.matcher(mail.replace("=\r\n", ""));
      return link.find() ? link.group() : null;
    }).findFirst().orElse(null);
  }

  private static long heapInUse(JarSluis sluis) {
    sluis.operates("POST", "/tasks/gc");
    return sluis.operates("GET", "/metrics").json().at("/gauges/jvm.memory.heap.used/value").asLong();
  }

  private static void pause() {
    try {
      Thread.sleep(700);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Promise(String id, String email, String phone) {}
}
