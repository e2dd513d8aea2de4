package nl.sluis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import nl.sluis.files.SecretFile;

/**
 * A certificate with those that vouch for it, and its key, in two files of PEM, as their issuers write them (RFC 7468).
 *
 * @param certificate the certificate first
 * @param key         PKCS #8, not encrypted
 */
record PemFiles(String certificate, String key) {
  private static final byte[] BEGIN = "-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
  private static final String SETTINGS = "certificateFile and keyFile of server.applicationConnectors[0]";
  /** A store in memory asks for a password too; it protects nothing. */
  private static final String PASSWORD = "in memory only";

  /** @param from the certificate's file as it was when this was read @param store of key and certificates @param leaf the certificate itself */
  record Pair(byte[] from, KeyStore store, X509Certificate leaf) {
    String password() {
      return PASSWORD;
    }
  }

  /** @return why they cannot be used, a sentence */
  Optional<String> fault() {
    if (certificate == null || key == null) {
      return Optional.of(SETTINGS + " must both name a file in PEM");
    }
    try {
      read();
      return SecretFile.writableByOthers(Path.of(key));
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      return Optional
          .of("The gateway cannot speak TLS with " + SETTINGS + ": this user must be able to read both; the first has the certificate"
              + " and those that vouch for it, the second its key, as BEGIN PRIVATE KEY (openssl pkcs8 -topk8 -nocrypt makes it of another)");
    }
  }

  /** @return the bytes of the certificate's file now */
  byte[] certificateBytes() throws IOException {
    return Files.readAllBytes(Path.of(certificate));
  }

  /** @throws GeneralSecurityException if there is no certificate or no key in them, or the key is of another certificate */
  Pair read() throws IOException, GeneralSecurityException {
    var from = certificateBytes();
    var chain = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(from)).toArray(Certificate[]::new);
    if (chain.length == 0 || !(chain[0] instanceof X509Certificate leaf)) {
      throw new GeneralSecurityException("no certificate");
    }
    var privateKey = readKey(leaf.getPublicKey());
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", privateKey, PASSWORD.toCharArray(), chain);
    return new Pair(from, store, leaf);
  }

  private PrivateKey readKey(PublicKey of) throws IOException, GeneralSecurityException {
    var text = Files.readAllBytes(Path.of(key));
    var begin = indexOf(BEGIN, text);
    var end = indexOf(END, text);
    if (begin < 0 || end < begin) {
      Arrays.fill(text, (byte) 0);
      throw new GeneralSecurityException("no key");
    }
    var base64 = Arrays.copyOfRange(text, begin + BEGIN.length, end);
    Arrays.fill(text, (byte) 0);
    var encoded = decode(base64);
    try {
      var privateKey = KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      requireFit(privateKey, of);
      return privateKey;
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static byte[] decode(byte[] base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no base64", e);
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  /** While two files are replaced, one of them is the former for a moment. */
  private static void requireFit(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
    var signature = Signature.getInstance(switch (publicKey.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> publicKey.getAlgorithm();
    });
    signature.initSign(privateKey);
    signature.update(BEGIN);
    var signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(BEGIN);
    if (!signature.verify(signed)) {
      throw new SignatureException("the key is of another certificate");
    }
  }

  private static int indexOf(byte[] wanted, byte[] in) {
    for (var i = 0; i <= in.length - wanted.length; i++) {
      if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
