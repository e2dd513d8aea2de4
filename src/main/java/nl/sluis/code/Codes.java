package nl.sluis.code;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Tx;

/** Codes: drawn, kept as keyed hashes, compared in constant time (NIST SP 800-63B-4 §3.1.3.2). Counting tries is the caller's, and comes first. */
public final class Codes {
  /** No I, O, or Q: they are misread. */
  private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

  private final Vault vault;
  private final SecureRandom random;
  private final CodeConfiguration configuration;

  public Codes(Vault vault, SecureRandom random, CodeConfiguration configuration) {
    this.vault = vault;
    this.random = random;
    this.configuration = configuration;
  }

  /** Draws a code uniformly; the one before it no longer counts. */
  public IssuedCode issue(Tx tx, String invitationId) {
    var digits = digits();
    var reference = "" + letter() + letter();
    var hashKey = new byte[32];
    random.nextBytes(hashKey);
    var expiresAt = tx.now().plusSeconds(configuration.validFor().toSeconds()).truncatedTo(ChronoUnit.MICROS);
    var hash = hash(hashKey, invitationId, reference, expiresAt, digits);
    var sealed = vault.seal(SealedColumn.CODE_HASH_KEY, invitationId, hashKey);
    Arrays.fill(hashKey, (byte) 0);
    var dao = tx.dao(CodeDao.class);
    var former = dao.of(invitationId);
    if (former.isPresent()) {
      dao.erase(invitationId);
    }
    if (!dao.insert(invitationId, reference, hash, sealed.bytes(), sealed.keyId(), expiresAt)) {
      throw new StaleKeyException("code", sealed.keyId());
    }
    return new IssuedCode(digits, reference, expiresAt, hash, former);
  }

  /** Compares with the newest code, if it is still valid. */
  public boolean matches(Tx tx, String invitationId, String digits) {
    return tx.dao(CodeDao.class).of(invitationId)
        .filter(code -> code.expiresAt().isAfter(tx.now()))
        .filter(code -> matches(tx, code, digits))
        .isPresent();
  }

  /** True for the code that opened the invitation, which its visitor may repeat after it lapsed. */
  public boolean wasAccepted(Tx tx, String invitationId, String digits) {
    return tx.dao(CodeDao.class).of(invitationId).filter(code -> matches(tx, code, digits)).isPresent();
  }

  /**
   * Marks the newest code as used by one visitor: from now on it opens nothing, for another ticket. Its row then holds a hash over the ticket too, and
   * ends now, so that nobody is told that it waits to be typed.
   */
  public void use(Tx tx, String invitationId, String digits, byte[] ticketHash) {
    var dao = tx.dao(CodeDao.class);
    var code = dao.of(invitationId).orElseThrow();
    var key = hashKey(tx, code);
    try {
      var usedAt = tx.now().truncatedTo(ChronoUnit.MICROS);
      dao.use(invitationId, hash(key, invitationId, code.reference(), usedAt, digits + " " + Base64Url.encode(ticketHash)), usedAt);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** True for the code that a visitor opened the invitation with by this very ticket. */
  public boolean wasUsedBy(Tx tx, String invitationId, String digits, byte[] ticketHash) {
    return wasAccepted(tx, invitationId, digits + " " + Base64Url.encode(ticketHash));
  }

  /** @return the newest code, if it is still valid */
  public Optional<PendingCode> pending(Tx tx, String invitationId) {
    return tx.dao(CodeDao.class).of(invitationId)
        .filter(code -> code.expiresAt().isAfter(tx.now()))
        .map(code -> new PendingCode(code.reference(), code.expiresAt()));
  }

  /**
   * Forgets a code that never left, unless a newer one took its place. The one before it, whose message may arrive yet, counts again; it is lost
   * if its key was rotated meanwhile.
   */
  public void takeBack(Tx tx, String invitationId, IssuedCode code) {
    var dao = tx.dao(CodeDao.class);
    if (dao.eraseExactly(invitationId, code.reference(), code.hash())) {
      code.former().ifPresent(f -> dao.insert(invitationId, f.reference(), f.hash(), f.hashKey(), f.keyId(), f.expiresAt()));
    }
  }

  private boolean matches(Tx tx, CodeDao.CodeRow code, String digits) {
    var key = hashKey(tx, code);
    try {
      return MessageDigest.isEqual(code.hash(), hash(key, code.invitationId(), code.reference(), code.expiresAt(), digits));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] hashKey(Tx tx, CodeDao.CodeRow code) {
    try {
      return vault.open(code.keyId(), SealedColumn.CODE_HASH_KEY, code.invitationId(), code.hashKey());
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      throw tx.guard().refusal(code.invitationId(), "code");
    }
  }

  /** Over its row too: whoever moves the end of a code makes it another code. */
  private static byte[] hash(byte[] key, String invitationId, String reference, Instant expiresAt, String digits) {
    return Hashes.hmac(key, String.join(" ", invitationId, reference, expiresAt.toString(), digits));
  }

  private String digits() {
    var digits = new StringBuilder();
    for (var i = 0; i < configuration.length(); i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private char letter() {
    return LETTERS.charAt(random.nextInt(LETTERS.length()));
  }
}
