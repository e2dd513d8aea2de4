package nl.sluis.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandConfigurationTest {
  @TempDir Path folder;

  @Test
  void defaultsCanBeRead() {
    assertThat(colours(null, null).faults()).isEmpty();
    assertThat(colours("", " ").brand().light()).isEqualTo(new Brand.Pair(Colour.of("#0b6570"), Colour.WHITE));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "#777777 | #ffffff | brand.ink on brand.color has a contrast of 4.47:1 and needs 4.5:1",
    "#ffd500 | #000000 | brand.color on the light page has a contrast of 1.29:1 and needs 3:1",
    "#f1f5f5 | #000000 | brand.color on the light page has a contrast of 1.00:1",
    "teal | #ffffff | written as #RRGGBB",
    "#0b6570 | #fff | written as #RRGGBB"})
  void coloursThatCannotBeReadAreRefusedWithTheirRatio(String color, String ink, String words) {
    assertThat(colours(color, ink).faults()).singleElement().asString().contains(words);
  }

  /** Every 15th shade of each channel that a start accepts, with white and with black. */
  @Test
  void theDarkPageGetsColoursThatCanBeReadWhateverTheLightOnesAre() {
    var accepted = 0;
    for (var rgb = 0; rgb < 18 * 18 * 18; rgb++) {
      var color = new Colour(rgb / 324 * 15, rgb / 18 % 18 * 15, rgb % 18 * 15).toString();
      for (var ink : new String[] {"#ffffff", "#000000"}) {
        var configuration = colours(color, ink);
        if (configuration.faults().isEmpty()) {
          var dark = configuration.brand().dark();
          assertThat(dark.colour().contrast(Brand.DARK_CARD)).as(color).isGreaterThanOrEqualTo(4.5);
          assertThat(dark.colour().contrast(Brand.DARK_GROUND)).as(color).isGreaterThanOrEqualTo(4.5);
          assertThat(dark.ink().contrast(dark.colour())).as(color + " " + ink).isGreaterThanOrEqualTo(4.5);
          accepted++;
        }
      }
    }
    assertThat(accepted).isGreaterThan(1000);
  }

  @Test
  void aColourThatServesBothPagesStaysAsItIs() {
    assertThat(colours("#4a86f1", "#000000").brand().dark()).isEqualTo(new Brand.Pair(Colour.of("#4a86f1"), Colour.of("#000000")));
  }

  @Test
  void thePageLiesOnTheGroundsThatColoursAreCheckedAgainst() throws IOException {
    var css = Files.readString(Path.of("src/main/resources/page/style.css"));
    assertThat(declared(css, "--ground")).containsExactly(Brand.LIGHT_GROUND.toString(), Brand.DARK_GROUND.toString());
    assertThat(declared(css, "--card")).containsExactly(Brand.LIGHT_CARD.toString(), Brand.DARK_CARD.toString());
  }

  @Test
  void aLogoIsWhatItsFirstBytesSay() throws IOException {
    assertThat(typeOf("\u0089PNG\r\n\u001a\n...")).isEqualTo("image/png");
    assertThat(typeOf("\u00ff\u00d8\u00ff\u00e0..")).isEqualTo("image/jpeg");
    assertThat(typeOf("RIFF\0\0\0\0WEBPVP8 ")).isEqualTo("image/webp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<?xml version=\"1.0\"?><svg/>", "", "GIF89a", "RIFF1234WAVE",
    "<html>"})
  void anythingElseIsNoLogo(String content) throws IOException {
    assertThat(logo(content.getBytes(StandardCharsets.ISO_8859_1)).faults()).singleElement().asString()
        .contains("PNG, JPEG or WebP", "SVG is refused");
  }

  @Test
  void aLogoHasAtMost64KiB() throws IOException {
    var png = Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 65_536);
    assertThat(logo(png).faults()).isEmpty();
    assertThat(logo(Arrays.copyOf(png, 65_537)).faults()).singleElement().asString().contains("65536 bytes");
    assertThat(new BrandConfiguration(folder.resolve("none").toString(), null, null).faults()).singleElement().asString()
        .contains("cannot be read");
  }

  private static BrandConfiguration colours(String color, String ink) {
    return new BrandConfiguration(null, color, ink);
  }

  private String typeOf(String content) throws IOException {
    return logo(content.getBytes(StandardCharsets.ISO_8859_1)).brand().logo().orElseThrow().type();
  }

  private BrandConfiguration logo(byte[] bytes) throws IOException {
    return new BrandConfiguration(Files.write(folder.resolve("logo.svg"), bytes).toString(), null, null);
  }

  private static Iterable<String> declared(String css, String property) {
    return Pattern.compile(property + ": (#[0-9a-f]{6});").matcher(css).results().map(match -> match.group(1)).toList();
  }
}
