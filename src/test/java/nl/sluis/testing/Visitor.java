package nl.sluis.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One visitor with an own browser, who notes what a page must not do: complain, ask elsewhere, leave a trace. */
public final class Visitor implements AutoCloseable {
  private static final String STORED = """
      async () => [
        ...Object.keys(localStorage), ...Object.keys(sessionStorage),
        ...(await indexedDB.databases()).map((database) => database.name),
        ...(await caches.keys()), ...(await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope),
      ]""";

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> origins = new TreeSet<>();

  Visitor(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      // Chromium itself notes every answer of 400 and above, and every connection that broke; the page does not.
      var ofTheNetwork = message.text().startsWith("Failed to load resource")
          && (message.location().contains("/link/") || message.text().contains("net::ERR_"));
      if (Set.of("error", "warning").contains(message.type()) && !ofTheNetwork) {
        complaints.add(message.text());
      }
    });
    page.onRequest(request -> {
      var url = URI.create(request.url());
      if (url.getHost() != null) {
        origins.add(url.getScheme() + "://" + url.getAuthority());
      }
    });
  }

  public Page page() {
    return page;
  }

  /** @return console errors and warnings, and uncaught exceptions */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** @return all that were asked, as http://host:port */
  public Set<String> origins() {
    return Set.copyOf(origins);
  }

  /** @return names of cookies and of everything else that a site may keep in a browser */
  @SuppressWarnings("unchecked")
  public List<String> traces() {
    var traces = new ArrayList<>((List<String>) page.evaluate(STORED));
    context.cookies().forEach(cookie -> traces.add(cookie.name));
    return traces;
  }

  /** @return whether the page is wider than its window */
  public boolean scrollsSideways() {
    return (boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
  }

  @Override
  public void close() {
    context.close();
  }
}
