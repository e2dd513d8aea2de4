package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import nl.sluis.testing.Browser;
import nl.sluis.testing.CuttingProxy;
import nl.sluis.testing.CuttingProxy.Cut;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Ports;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On a train: the connection breaks in the middle of the release, and nothing is lost. Three trains at once. The first visit on each waits as
 * long as the page does; on the others its pauses are twenty times shorter. {@code -Dsluis.train.visits=50} sends more of them.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenConnectionIT {
  private static final int TIMES = Integer.getInteger("sluis.train.visits", 15);
  /** What takes longer than the longest pause is how long the page waits for one answer: that stays. */
  private static final String SHORTER_PAUSES = """
      {
        const wait = setTimeout;
        globalThis.setTimeout = (then, millis, ...more) => wait(then, millis > 8_000 ? millis : millis / 20, ...more);
      }""";

  @ParameterizedTest
  @EnumSource(Cut.class)
  void invitationOpensAlthoughTheReleaseWasCut(Cut cut) {
    var port = Ports.next();
    try (var sluis = LocalSluis.started(settings -> settings.reachedThrough(port));
        var train = new CuttingProxy(port, sluis.settings.port());
        var browser = Browser.start();
        var visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      for (var i = 0; i < TIMES; i++) {
        opens(sluis, train, new InviteePage(visitor), cut);
        if (i == 0) {
          visitor.page().addInitScript(SHORTER_PAUSES);
        }
      }
    }
  }

  private static void opens(LocalSluis sluis, CuttingProxy train, InviteePage page, Cut cut) {
    var posted = sluis.postsInterview();
    page.opens(sluis.mailbox.takeLink(posted.email()));
    page.asksForCode(posted.digits());
    page.waitsForCodeField();
    train.cutNext(cut);
    page.enters(sluis.twilio.lastCodeTo(posted.phone()));
    page.waitsForMeeting();
    assertThat(train.hasCut()).as("the train cut").isTrue();
    assertThat(page.text("#meeting-title")).contains("Selectiegesprek Zuiderzee");
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("opened");
    // The next link differs in its fragment only: without this the page would stay.
    page.page().navigate("about:blank");
  }
}
