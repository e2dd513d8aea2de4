package nl.sluis.page;

import org.junit.jupiter.api.Test;

class TmpTest extends VisitorOnPage {
  @Test
  void reloads() {
    page.onDialog(dialog -> dialog.accept());
    page.navigate(System.getProperty("x.page", "").isEmpty() ? stub.link() : stub.origin() + System.getProperty("x.page"));
    for (var i = 0; i < Integer.getInteger("x.n", 40); i++) {
      page.reload();
      if (Boolean.getBoolean("x.sees")) {
        sees("You are invited");
      }
    }
  }
}
