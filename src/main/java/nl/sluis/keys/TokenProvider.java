package nl.sluis.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.HexFormat;
import java.util.Locale;

/** The PKCS#11 module of a token, as the JDK speaks to it. */
final class TokenProvider {
  private TokenProvider() {}

  /**
   * Ours alone: registered with the JVM it would be asked for other algorithms too.
   *
   * @throws KeyringException if there is no such module, or no token in it
   */
  static Provider of(TokenConfiguration configuration) {
    var base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new KeyringException("This JDK has no SunPKCS11 provider, so it cannot speak to a token (module jdk.crypto.cryptoki)");
    }
    if (!Files.isRegularFile(Path.of(configuration.library()))) {
      throw new KeyringException(configuration.library() + " (keys.token.library) is not there");
    }
    try {
      return base.configure("--" + settings(configuration));
    } catch (InvalidParameterException | ProviderException e) {
      throw new KeyringException(String.format(Locale.ROOT, "%s (keys.token.library) offers no token in %s: %s", configuration.library(),
          configuration.slot() == null ? "its first slot" : "slot " + configuration.slot() + " (keys.token.slot)", code(e)));
    }
  }

  /** What is drawn is labelled, stays in the token, and signs only. */
  private static String settings(TokenConfiguration configuration) {
    return String.format(Locale.ROOT, """
        name = Sluis
        library = %s
        %s
        attributes(generate, CKO_SECRET_KEY, *) = {
          CKA_TOKEN = true
          CKA_LABEL = 0h%s
          CKA_PRIVATE = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
          CKA_VERIFY = false
          CKA_ENCRYPT = false
          CKA_DECRYPT = false
          CKA_WRAP = false
          CKA_UNWRAP = false
        }
        """, configuration.library(), configuration.slot() == null ? "slotListIndex = 0" : "slot = " + configuration.slot(),
        HexFormat.of().formatHex(configuration.key().getBytes(StandardCharsets.UTF_8)));
  }

  /** The innermost word for it, as {@code CKR_PIN_INCORRECT}: the outer ones say no more than that it failed. */
  static String code(Exception e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }
}
