package nl.sluis;

import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.api.util.DefaultTimeZone;

/** {@link Main} takes the machine's locale away. Without it the gateway works as well, because no call of ours asks for a locale. */
@DefaultTimeZone("Asia/Kathmandu")
@Tag("slow")
class OwnCallsTest {
  @Test
  @DefaultLocale("tr-TR")
  void theStoryIsToldInTurkish() {
    tells();
  }

  @Test
  @DefaultLocale("fa-IR")
  void theStoryIsToldInPersian() {
    tells();
  }

  private static void tells() {
    try (var sluis = LocalSluis.started()) {
      Story.toldBy(sluis);
    }
  }
}
