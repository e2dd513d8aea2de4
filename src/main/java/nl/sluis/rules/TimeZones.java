package nl.sluis.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of IANA's time zones, from a list of ours. The JDK lacks a few and has others of its own, and every browser differs. When a zone
 * is at which offset, the JDK says.
 */
public final class TimeZones {
  private static final Set<String> NAMES = names();
  private static final Set<String> OF_THE_JDK = ZoneRulesProvider.getAvailableZoneIds();
  // What the JDK lacks, by what has the same offset: IANA's own links, and for Coyhaique its neighbour, alike since the zone was made.
  private static final Map<String, String> SAME = Map.of("EST", "America/Panama", "MST", "America/Phoenix", "HST", "Pacific/Honolulu",
      "ROC", "Asia/Taipei", "GMT+0", "UTC", "GMT-0", "UTC", "Factory", "UTC", "America/Coyhaique", "America/Punta_Arenas");

  private TimeZones() {}

  /** @return what is wrong; null if nothing is */
  public static @Nullable String complaint(String value) {
    return NAMES.contains(value) ? null : "must be the name of an IANA time zone, as Europe/Amsterdam";
  }

  /**
   * Whether a moment may be written with this offset in this zone. Also true of a zone whose rules this JDK does not have.
   *
   * @param offset as {@code +01:00}
   */
  static boolean agrees(String zone, Instant instant, String offset) {
    try {
      return ZoneRulesProvider.getRules(OF_THE_JDK.contains(zone) ? zone : SAME.getOrDefault(zone, zone), false).getOffset(instant)
          .equals(ZoneOffset.of(offset));
    } catch (ZoneRulesException e) {
      return true;
    }
  }

  private static Set<String> names() {
    try (var file = TimeZones.class.getResourceAsStream("zones.txt")) {
      return Set.of(new String(file.readAllBytes(), US_ASCII).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
