package nl.sluis.rules;

import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ASCII form of an international domain name, where all standards give the same. The JDK follows IDNA2003, by which mail for
 * {@code straße.example} goes to {@code strasse.example}, and that may be somebody else. So a form is given only if the name survives the way
 * there and back, and only for letters whose rules have not changed since.
 */
final class DomainName {
  // Latin, Greek, Cyrillic, kana, Han and Hangul, listed, because engines of different age must agree. In mail.js too.
  private static final String SCRIPTS = "a-z\\x{df}-\\x{24f}\\x{370}-\\x{52f}\\x{1e00}-\\x{1fff}\\x{3005}\\x{3041}-\\x{30fc}"
      + "\\x{3400}-\\x{9fff}\\x{ac00}-\\x{d7a3}";
  // Neither ß nor ς, because IDNA2008 keeps them and IDNA2003 does not, nor hyphens that IDNA2008 refuses (RFC 5891 §4.2.3.1).
  private static final Pattern CERTAIN = Pattern
      .compile("(?=[\\p{L}0-9.\\-]*$)(?!.*([ßς]|(^|\\.)(-|..--)|-(\\.|$)))[" + SCRIPTS + "0-9.\\-]*");

  private DomainName() {}

  /** @return in lower case, as {@code xn--bcher-kva.example}; null where the standards may differ, or if it is none */
  static @Nullable String ascii(String domain) {
    var lower = Normalizer.normalize(domain.toLowerCase(Locale.ROOT), Form.NFC);
    var folded = lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    if (!CERTAIN.matcher(lower).matches() || !lower.equals(Normalizer.normalize(folded, Form.NFKC))) {
      return null;
    }
    try {
      var ascii = IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED);
      return IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(lower) ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
