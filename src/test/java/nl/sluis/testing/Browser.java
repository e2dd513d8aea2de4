package nl.sluis.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The Chromium of this machine: the page is tried in a real browser, and none is downloaded for that. */
public final class Browser implements AutoCloseable {
  private static final List<String> USUAL_PLACES = List.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome", "/opt/google/chrome/chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  // In a closed network Chromium's own errands only wait for their time-outs.
  private static final List<String> NO_ERRANDS = List.of("--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--no-first-run");
  // The page behind the address bar, and a process in reserve, take as long as the page that is tried. Of two such lists Chromium reads the last,
  // so this one begins with Playwright's own.
  private static final String WITHOUT = "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,BoundaryEventDispatchTracksNodeRemoval,"
      + "DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,LensOverlay,MediaRouter,PaintHolding,"
      + "ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,Translate,AutoDeElevate,OptimizationHints,"
      + "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess";
  /** Those that nobody uses now: a start takes a second, and each visitor has a context of their own. They end with this process. */
  private static final Queue<Browser> IDLE = new ConcurrentLinkedQueue<>();

  private final com.microsoft.playwright.Browser browser;

  /** What this process began with: Locale would tell the one that is put in its place below. */
  private static final Locale OF_THIS_MACHINE = new Locale.Builder().setLanguage(System.getProperty("user.language", ""))
      .setRegion(System.getProperty("user.country", "")).build();

  private Browser(com.microsoft.playwright.Browser browser) {
    this.browser = browser;
  }

  /** One that nobody else uses; perhaps one that others used before, and closed. */
  public static Browser start() {
    // Playwright tells its driver LIGHT in the machine's small letters, and a Turkish machine's are not known there.
    Locale.setDefault(Locale.ROOT);
    PlaywrightAssertions.setDefaultAssertionTimeout((double) Patience.TIME.toMillis());
    for (var idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
      if (idle.browser.isConnected()) {
        return idle;
      }
    }
    return launched();
  }

  private static Browser launched() {
    var playwright = Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(playwright.chromium().launch(new BrowserType.LaunchOptions()
        .setExecutablePath(find())
        .setHeadless(true)
        .setArgs(Stream.concat(NO_ERRANDS.stream(), Stream.of(WITHOUT)).toList())));
  }

  /** Someone with a small, cheap phone. */
  public Visitor phone(String locale, String timeZone) {
    return visitor(new com.microsoft.playwright.Browser.NewContextOptions()
        .setViewportSize(360, 740).setHasTouch(true).setIsMobile(true), locale, timeZone);
  }

  public Visitor desktop(String locale, String timeZone) {
    return visitor(
        new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 800), locale, timeZone);
  }

  /** For what the two above leave open: width, colours, no JavaScript. */
  public Visitor visitor(com.microsoft.playwright.Browser.NewContextOptions options, String locale, String timeZone) {
    return new Visitor(browser.newContext(options.setLocale(locale).setTimezoneId(timeZone)));
  }

  @Override
  public void close() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
    IDLE.add(this);
    Locale.setDefault(OF_THIS_MACHINE);
  }

  private static Path find() {
    return Stream.concat(
        Stream.of(System.getProperty("sluis.chromium"), System.getenv("SLUIS_CHROMIUM")).filter(Objects::nonNull),
        USUAL_PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("These tests need Chromium or Chrome: install it (on Debian and"
            + " Ubuntu: apt-get install chromium), or name it by -Dsluis.chromium=... or SLUIS_CHROMIUM"));
  }
}
