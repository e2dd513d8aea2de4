package nl.sluis.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import nl.sluis.files.SecretFile;
import nl.sluis.secret.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keyring's password as a key in a PKCS#11 token makes it: HMAC-SHA-256 of a fixed text, in base64url. The key never
 * leaves the token, so without the token keyring, configuration and PIN open nothing. It is asked anew whenever the file
 * is read.
 *
 * <p>The module works inside this process: how long a call may take is its own setting, and no time limit of ours ends
 * one. A visitor waits for none, for keys in use are in memory.
 */
final class TokenPassword implements PasswordSource {
  private static final Logger LOG = LoggerFactory.getLogger(TokenPassword.class);
  private static final byte[] TEXT = "sluis/1 keyring".getBytes(StandardCharsets.US_ASCII);
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BITS = 256;
  private static final String PIN_REFUSED = "CKR_PIN_";
  private static final Pattern AWAY = Pattern.compile("CKR_(DEVICE_|TOKEN_NOT_PRESENT)");

  private final TokenConfiguration configuration;
  private final Secret pin;
  private final Provider provider;
  private KeyringException refused;

  /** Asks nothing of the token yet. */
  TokenPassword(TokenConfiguration configuration) {
    this.configuration = configuration;
    this.pin = pin(configuration);
    this.provider = TokenProvider.of(configuration);
  }

  /**
   * @param keyring the file that the key opens: when that is not there yet, the key is drawn in the token
   * @throws KeyringException if the module, the token, the PIN or the key is not what was configured
   */
  static TokenPassword findOrDraw(TokenConfiguration configuration, Path keyring) {
    var root = new TokenPassword(configuration);
    if (Files.exists(keyring)) {
      root.use(root::key);
    } else {
      root.use(root::keyOrDrawn);
    }
    return root;
  }

  /** The next root of a keyring that is there. */
  static TokenPassword readOrDraw(TokenConfiguration configuration) {
    if (!configuration.isConfigured()) {
      throw new KeyringException("keys.token.library is not set: set keys.token to the token that is to open the keyring");
    }
    var root = new TokenPassword(configuration);
    root.use(root::keyOrDrawn);
    return root;
  }

  /** Logs in to the token, and makes no key. */
  static void reach(TokenConfiguration configuration) {
    var root = new TokenPassword(configuration);
    root.use(store -> store.containsAlias(configuration.key()));
  }

  @Override
  public byte[] password() {
    return use(store -> {
      var mac = Mac.getInstance(HMAC, provider);
      mac.init(key(store));
      var bytes = mac.doFinal(TEXT);
      try {
        return Base64.getUrlEncoder().withoutPadding().encode(bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    });
  }

  private Key key(KeyStore store) throws GeneralSecurityException {
    var key = store.getKey(configuration.key(), null);
    if (key == null) {
      throw new KeyringException(String.format(Locale.ROOT,
          "The token has no secret key labelled %s (keys.token.key), or is no longer there. If it is the "
              + "right token: was the keyring moved to it, by change-keyring-password --to-token?",
          configuration.key()));
    }
    // Java has no word for CKA_EXTRACTABLE but the key's own description.
    if (key.getEncoded() != null || key.toString().contains(", extractable")) {
      throw new KeyringException(String.format(Locale.ROOT,
          "The key %s can be taken out of its token: make another one, sensitive and not extractable",
          configuration.key()));
    }
    return key;
  }

  private Key keyOrDrawn(KeyStore store) throws GeneralSecurityException {
    if (store.containsAlias(configuration.key())) {
      return key(store);
    }
    var generator = KeyGenerator.getInstance(HMAC, provider);
    generator.init(KEY_BITS);
    var key = generator.generateKey();
    LOG.info("The keyring's key {} was drawn in the token: back up the token as its maker says", configuration.key());
    return key;
  }

  private synchronized <T> T use(Work<T> work) {
    if (refused != null) {
      throw refused;
    }
    var revealed = new Passphrase(pin.reveal());
    try (revealed) {
      var store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, revealed.characters());
      return work.apply(store);
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      var code = TokenProvider.code(e);
      if (code.startsWith(PIN_REFUSED)) {
        // A token counts: asked again by every health check it would lock itself.
        refused = new KeyringException("The token refuses the PIN (" + code + "), which is not tried again until the next start: set "
            + "SLUIS_KEYS_TOKEN_PIN, or see to the file keys.token.pinFile. After a few wrong ones a token locks itself");
        throw refused;
      }
      var words = "The token cannot be used (" + code + "): see that it is there, that keys.token.slot is its "
          + "slot, and that " + configuration.key() + " is a generic secret key that may sign, by CKM_SHA256_HMAC";
      throw AWAY.matcher(code).lookingAt() ? KeyringException.passing(words) : new KeyringException(words);
    }
  }

  private static Secret pin(TokenConfiguration configuration) {
    if (configuration.pin().isPresent()) {
      return configuration.pin();
    }
    var file = Path.of(configuration.pinFile());
    if (!Files.exists(file)) {
      throw new KeyringException("The token's PIN is not there: set SLUIS_KEYS_TOKEN_PIN, or put it into " + file
          + " (keys.token.pinFile)");
    }
    try {
      return SecretFile.read(file, "the token's PIN", "SLUIS_KEYS_TOKEN_PIN");
    } catch (IOException e) {
      throw new KeyringException(file + " cannot be read: set SLUIS_KEYS_TOKEN_PIN, or see to the file (keys.token.pinFile)", e);
    }
  }

  private interface Work<T> {
    T apply(KeyStore store) throws GeneralSecurityException;
  }
}
