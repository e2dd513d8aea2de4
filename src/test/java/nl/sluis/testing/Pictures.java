package nl.sluis.testing;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What pages look like, for people to look at: target/pictures, if {@code -Dsluis.pictures=true} asks for them. They cost a minute of a run. */
public final class Pictures {
  private static final boolean WANTED = Boolean.getBoolean("sluis.pictures");
  private static final Path FOLDER = Path.of("target", "pictures");

  private Pictures() {}

  public static boolean areWanted() {
    return WANTED;
  }

  /** The whole page as it is now, as name.png, with the few colours that a page of text needs. */
  public static void take(Page page, String name) {
    if (WANTED) {
      try {
        Files.createDirectories(FOLDER);
        SmallPicture.write(page.screenshot(new Page.ScreenshotOptions().setFullPage(true)), FOLDER.resolve(name + ".png"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
