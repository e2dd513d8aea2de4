package nl.sluis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page is told before anybody proved to hold the phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkStatusTest {
  private final LinkParts parts = new LinkParts(Plans::onH2);

  @AfterAll
  void close() {
    parts.close();
  }

  @Test
  void aCodeIsToldAsLongAsItIsGood() {
    var link = parts.posts();
    assertThat(parts.status.of(link.visit()).code()).isNull();
    parts.asks(link);
    var code = parts.status.of(link.visit()).code();
    assertThat(code.resendAfter()).isBetween(59L, 60L);
    parts.clock.advance(Duration.ofMinutes(10));
    assertThat(parts.status.of(link.visit()).code()).as("it has expired").isNull();
  }

  @Test
  void ofOneThatEndedTheMomentIsToldAndNoCode() {
    var link = parts.posts();
    parts.asks(link);
    assertThat(parts.status.of(link.visit()).at()).isNull();
    parts.clock.advance(Duration.ofDays(8));
    var expired = parts.status.of(link.visit());
    parts.clock.advance(Duration.ofDays(-8));
    assertThat(expired.state()).isEqualTo("expired");
    assertThat(expired.at()).isEqualTo(parts.row(link).expiresAt().toString());
    assertThat(expired.code()).isNull();
  }

  /** Whoever comes back to an opened one, and does not find the details, is told by name whom to ask: until it would have expired. */
  @Test
  void ofAnOpenedOneTheOrganizerIsNamedUntilItWouldHaveExpired() {
    var link = parts.posts();
    var ticket = new byte[32];
    ticket[0] = 34;
    var released = parts.release.handOver(link.visit(), parts.code(link), ticket);
    parts.release.acknowledge(ticket, link.ack(released));
    var opened = parts.status.of(link.visit());
    assertThat(opened.state()).isEqualTo("opened");
    assertThat(opened.organizer()).isEqualTo("Organizer");
    assertThat(opened.locale()).isNotNull();
    assertThat(opened.askable()).isTrue();
  }

  @Test
  void aRowThatWasChangedIsCalledTamperedAndNothingOfItIsTold() {
    var link = parts.posts();
    parts.execute("UPDATE invitation SET failures = 5 WHERE id = '" + link.id() + "'");
    try (var audit = new CapturedAudit()) {
      var status = parts.status.of(link.visit());
      assertThat(status.state()).isEqualTo("tampered");
      assertThat(status.organizer()).isNull();
      assertThat(status.locale()).isNull();
      assertThat(audit.lines()).anyMatch(line -> line.startsWith("invitation-tampered " + link.id()));
    }
    assertThat(parts.status.isKnown(link.visit())).as("its holder is no stranger").isTrue();
  }

  @Test
  void ofARowWhoseContactDoesNotOpenNothingIsToldEither() {
    var link = parts.posts();
    parts.execute("UPDATE invitation SET contact = CAST('x' AS BYTEA) WHERE id = '" + link.id() + "'");
    var status = parts.status.of(link.visit());
    assertThat(status.state()).isEqualTo("tampered");
    assertThat(status.organizer()).isNull();
    assertThat(status.triesLeft()).isEqualTo(10);
  }

  @Test
  void whatIsPrintedOfAVisitTellsNothing() {
    var link = parts.posts();
    assertThat(link.visitFrom("198.51.100.0/24")).hasToString("Visit[redacted]");
    assertThat(parts.status.of(link.visit())).hasToString("LinkStatus[mailed]");
    var released = parts.release.handOver(link.visit(), parts.code(link), new byte[32]);
    assertThat(released).hasToString("ReleasedInvitation[" + link.id() + "]");
  }
}
