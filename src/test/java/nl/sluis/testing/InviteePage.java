package nl.sluis.testing;

import com.microsoft.playwright.Page;
import java.util.List;

/** The invitee's page, as the invitee uses it: by what is written on it. */
public final class InviteePage {
  private final Page page;

  public InviteePage(Visitor visitor) {
    this.page = visitor.page();
  }

  /** @param page that shows the invitee's page already, in a tab of its own */
  public InviteePage(Page page) {
    this.page = page;
  }

  public void opens(String link) {
    page.navigate(link);
    page.waitForSelector("#step-wait[hidden]",
        new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
  }

  public void asksForCode(String digits) {
    page.fill("#digits", digits);
    page.click("#send-code");
  }

  public void waitsForCodeField() {
    page.waitForSelector("#code");
  }

  public void enters(String code) {
    page.fill("#code", code);
    page.click("#open-invitation");
  }

  public void waitsForMeeting() {
    page.waitForSelector("#meeting-title", new Page.WaitForSelectorOptions().setTimeout(60_000));
  }

  /** Blanks at which no line breaks are blanks. */
  public String text(String selector) {
    return page.textContent(selector).replaceAll("[\\u2009\\u202f\\u00a0]", " ").strip();
  }

  public List<String> shownSections() {
    return page.querySelectorAll("main section:not([hidden])").stream().map(e -> e.getAttribute("id")).toList();
  }

  public Page page() {
    return page;
  }
}
