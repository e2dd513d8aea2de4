package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class BrandResourceTest {
  @Test
  void thePageGetsTheOrganizationsLooksUnderItsOwnHeaders() throws Exception {
    var png = "\u0089PNG\r\n\u001a\n and so on".getBytes(StandardCharsets.ISO_8859_1);
    try (var sluis = LocalSluis.started(settings -> settings.set("brand.logo", written(settings.folder(), png))
        .set("brand.color", "#8A1538").set("brand.ink", "#FFFFFF"))) {
      var page = sluis.settings.publicUrl() + "/i";
      var css = Http.send("GET", page + "/brand.css", null).http();
      assertThat(css.statusCode()).isEqualTo(200);
      assertThat(css.body()).isEqualTo("""
          :root { --brand: #8a1538; --brand-ink: #ffffff }
          @media (prefers-color-scheme: dark) { :root { --brand: #b97388; --brand-ink: #0c171a } }
          """);
      var logo = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(page + "/logo")).build(),
          HttpResponse.BodyHandlers.ofByteArray());
      assertThat(logo.body()).isEqualTo(png);
      assertThat(Http.send("GET", page + "/logo", null).status()).isEqualTo(200);
      assertThat(logo.headers().firstValue("Content-Type")).hasValue("image/png");
      assertThat(css.headers().firstValue("Content-Type")).hasValue("text/css;charset=utf-8");
      for (var headers : new java.net.http.HttpHeaders[] {css.headers(), logo.headers()}) {
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
      }
      assertThat(Http.send("GET", page + "/style.css", null).status()).as("the page's own files are still there").isEqualTo(200);
      assertThat(Http.send("GET", page, null).status()).isEqualTo(200);
      assertThat(sluis.holderOf(sluis.postsInterview()).status().json().path("logo").booleanValue()).isTrue();
    }
  }

  private static String written(java.nio.file.Path folder, byte[] bytes) {
    try {
      return Files.write(folder.resolve("logo.png"), bytes).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
