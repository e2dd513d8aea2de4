package nl.sluis.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.envelope.Opener;

/** Invitees open what came by mail: status, code, release, acknowledge, by the links of real mails and the codes of real text messages. */
final class OpeningTrial extends Trial {
  private static final int FULL_REQUEST = 500;
  private static final int TICKET_BYTES = 32;
  private final Gateway gateway;
  private final Meetings meetings;
  private final SmtpSink relay;
  private final LocalTwilio twilio;
  private final Links links = new Links();
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger visitors = new AtomicInteger();
  /** More than are opened, so that the warm-up does not end early; what is left over is opened in the next round. */
  private double perSecond = 250;

  OpeningTrial(String flow, Gateway gateway, String against, Meetings meetings, SmtpSink relay, LocalTwilio twilio) {
    super(flow, gateway, against);
    this.gateway = gateway;
    this.meetings = meetings;
    this.relay = relay;
    this.twilio = twilio;
  }

  @Override
  void prepare(Duration time) throws Exception {
    relay.reader(links);
    relay.open();
    var posted = links.waiting();
    try (var connection = new HttpConnection(gateway.port)) {
      for (var wanted = 1.3 * perSecond * time.toSeconds() + Load.CONNECTIONS; posted < wanted;) {
        var invitees = (int) Math.min(FULL_REQUEST, Math.ceil(wanted - posted));
        gateway.post(connection, meetings.request(invitees));
        posted += invitees;
      }
    }
    for (var until = System.nanoTime() + TimeUnit.MINUTES.toNanos(5); links.waiting() < posted;) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("Mails with links do not come");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    relay.reader((recipient, mail) -> {});
  }

  @Override
  Load.Timing load(Duration time) throws Exception {
    var timing = Load.run(gateway.port, time, connection -> {
      var invitee = links.next();
      if (invitee == null) {
        return 0;
      }
      open(connection, invitee);
      return 1;
    });
    perSecond = timing.units() / timing.seconds();
    return timing;
  }

  private void open(HttpConnection connection, Links.Invitee invitee) throws IOException {
    // As through a proxy: visitors come from different ranges of addresses.
    var visitor = visitors.getAndIncrement();
    var headers = "Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 10." + (visitor >> 8 & 255) + "." + (visitor & 255) + ".1\r\n";
    var secret = LinkSecret.of(invitee.linkSecret());
    var access = "\"access\":\"" + Base64Url.encode(secret.access()) + "\"";
    connection.post("/link/status", headers, "{" + access + "}").expect(200);
    var digits = invitee.phone().substring(invitee.phone().length() - 4);
    connection.post("/link/code", headers, "{" + access + ",\"digits\":\"" + digits + "\"}").expect(202);
    var bytes = new byte[TICKET_BYTES];
    random.nextBytes(bytes);
    var ticket = "\"ticket\":\"" + Base64Url.encode(bytes) + "\"";
    var code = twilio.takeCode(invitee.phone());
    var released = connection.post("/link/release", headers, "{" + access + ",\"code\":\"" + code + "\"," + ticket + "}").expect(200);
    var ack = Opener.ack(invitee.linkSecret(), Base64Url.decode(released.text("share")), Base64Url.decode(released.text("id")));
    connection.post("/link/acknowledge", headers, "{" + ticket + ",\"ack\":\"" + Base64Url.encode(ack) + "\"}").expect(204);
  }
}
