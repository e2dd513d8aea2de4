package nl.sluis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reports of delivery as mail systems write them ({@code src/test/resources/bounce}), about one mail. */
public final class Reports {
  private Reports() {}

  /**
   * @param name as {@code gmail-failed}
   * @param to   the address that the report comes to
   * @param link of the mail that some of them return
   */
  public static String of(String name, String to, String invitee, String link) {
    try (var file = Reports.class.getResourceAsStream("/bounce/" + name + ".eml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "\r\n").replace("@TO@", to).replace("@INVITEE@", invitee)
          .replace("@LINK@", link).replace("@ENVID@", "AAAAAAAAAAAAAAAAAAAAAA");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
