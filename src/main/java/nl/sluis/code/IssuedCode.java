package nl.sluis.code;

import java.time.Instant;
import java.util.Optional;

/**
 * A code on its way to the phone.
 *
 * @param digits    the code; it leaves in the SMS and is kept nowhere
 * @param reference two letters that SMS and page show, so that nobody types the code of an earlier SMS
 * @param former    the one it takes the place of
 */
public record IssuedCode(String digits, String reference, Instant expiresAt, byte[] hash, Optional<CodeDao.CodeRow> former) {
  @Override
  public String toString() {
    return "IssuedCode[" + reference + "]";
  }
}
