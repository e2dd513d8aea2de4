package nl.sluis;

import java.util.List;
import nl.sluis.zoom.ZoomConfiguration;

/**
 * Section {@code conference}: the video service that makes meetings.
 *
 * @param provider {@code none}, the default: schedulers post meetings that others made; or {@code zoom}
 * @param zoom     the account, if the provider is Zoom
 */
public record ConferenceConfiguration(String provider, ZoomConfiguration zoom) {
  public ConferenceConfiguration {
    provider = provider == null || provider.isBlank() ? "none" : provider.strip();
    zoom = zoom == null ? ZoomConfiguration.byDefault() : zoom;
  }

  public static ConferenceConfiguration byDefault() {
    return new ConferenceConfiguration(null, null);
  }

  public boolean isZoom() {
    return provider.equals("zoom");
  }

  /** @return what is wrong, a sentence each; empty when all is well */
  List<String> faults() {
    return switch (provider) {
      case "none" -> List.of();
      case "zoom" -> zoom.faults();
      default -> List.of("conference.provider must be none or zoom");
    };
  }
}
