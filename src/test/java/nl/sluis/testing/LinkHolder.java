package nl.sluis.testing;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** One who holds a link, and asks what our page would ask; opens with the independent opener. */
public final class LinkHolder {
  private final Supplier<String> baseUrl;
  private final byte[] linkSecret;
  private final byte[] ticket = new byte[32];

  /** @param link as it came by mail */
  public LinkHolder(String baseUrl, String link) {
    this(() -> baseUrl, link);
  }

  /** @param baseUrl of the gateway to ask, anew for each request */
  public LinkHolder(Supplier<String> baseUrl, String link) {
    this.baseUrl = baseUrl;
    this.linkSecret = IndependentOpener.decode(link.substring(link.indexOf('#') + 1));
    new SecureRandom().nextBytes(ticket);
  }

  public Answer status() {
    return ask("status", "access", access());
  }

  public Answer asksForCode(String digits) {
    return ask("code", "access", access(), "digits", digits);
  }

  public Answer releases(String code) {
    return ask("release", "access", access(), "code", code, "ticket", ticket());
  }

  public Answer fetches() {
    return ask("fetch", "ticket", ticket());
  }

  public Answer acknowledges(Answer released) {
    var ack = IndependentOpener.ack(linkSecret, IndependentOpener.decode(released.text("share")),
        IndependentOpener.decode(released.text("id")));
    return ask("acknowledge", "ticket", ticket(), "ack", IndependentOpener.encode(ack));
  }

  public Answer acknowledgesWrongly() {
    return ask("acknowledge", "ticket", ticket(), "ack", IndependentOpener.encode(new byte[32]));
  }

  /** @return the meeting as JSON; null if it does not open */
  public String opens(Answer released) {
    return IndependentOpener.open(IndependentOpener.decode(released.text("envelope")), linkSecret,
        IndependentOpener.decode(released.text("share")), IndependentOpener.decode(released.text("id")));
  }

  public String access() {
    return IndependentOpener.encode(IndependentOpener.access(linkSecret));
  }

  public byte[] linkSecret() {
    return linkSecret;
  }

  public String ticket() {
    return IndependentOpener.encode(ticket);
  }

  private Answer ask(String what, String... fields) {
    var body = Meetings.JSON.createObjectNode();
    for (var i = 0; i < fields.length; i += 2) {
      body.put(fields[i], fields[i + 1]);
    }
    return Http.send("POST", baseUrl.get() + "/link/" + what, body.toString(), "Sec-Fetch-Site", "same-origin");
  }
}
