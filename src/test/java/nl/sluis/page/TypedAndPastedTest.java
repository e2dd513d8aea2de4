package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.sluis.sms.CodeText;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import org.junit.jupiter.api.Test;

/** What visitors put into the page's fields, asked of the page's modules in Node: digits of any script, whole messages, wrapped links. */
class TypedAndPastedTest {
  private static final String TYPED = """
      async ({ base, texts, length }) => {
        const { codeIn, fourDigits } = await import(base + 'typed.js');
        return texts.map((text) => (length ? codeIn(text, length) : fourDigits(text)));
      }""";
  private static final String PASTED = """
      async ({ base, lists, secrets }) => {
        const { secretIn } = await import(base + 'paste.js');
        const { encode } = await import(base + 'envelope.js');
        const { wrappers, nothing } = await import(lists);
        const found = (text) => { const secret = secretIn(text); return secret && encode(secret); };
        const wrong = [];
        for (const secret of secrets) {
          const url = 'https://invitations.example.org/i#' + secret;
          for (const [name, wrap] of Object.entries(wrappers)) {
            const text = wrap(url);
            // As browsers paste lines into a field of one line.
            for (const pasted of [text, text.replace(/\\r?\\n/g, ' ')]) {
              if (found(pasted) !== secret) {
                wrong.push(name + ': ' + pasted);
              }
            }
          }
          wrong.push(...nothing.map((wrap) => wrap(url)).filter(found));
        }
        return wrong;
      }""";

  @Test
  void everyDecimalDigitOfUnicodeIsTaken() {
    var digits = IntStream.range(0, 0x110000).filter(point -> Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER).boxed().toList();
    assertThat(digits).hasSizeGreaterThan(600);
    assertThat(typed(0, digits.stream().map(digit -> Character.toString(digit).repeat(4)).toList())).containsExactlyElementsOf(
        digits.stream().map(digit -> String.valueOf(Character.digit(digit, 10)).repeat(4)).toList());
  }

  @Test
  void wholeNumbersOfAnyScriptGiveTheirLastFour() {
    assertThat(typed(0, List.of("5678", " 56 78 ", "\u0665\u0666\u0667\u0668", "\u06f5\u06f6\u06f7\u06f8", "\u096b\u096c\u096d\u096e",
        "\uff15\uff16\uff17\uff18", "+31 6 1234 5678", "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "5\u0666\uff178")))
        .containsOnly("5678");
    assertThat(typed(0, List.of("567", "56789", ""))).containsExactly("567", "56789", "");
  }

  /** As libphonenumber writes the example of every region, in the digits of a script of its own. */
  @Test
  void theNumberOfEveryRegionGivesItsLastFourHoweverItIsWritten() {
    var numbers = PhoneNumberUtil.getInstance();
    var texts = new ArrayList<String>();
    var lastFour = new ArrayList<String>();
    for (var region : numbers.getSupportedRegions()) {
      var example = numbers.getExampleNumberForType(region, PhoneNumberType.MOBILE);
      var e164 = example == null ? "" : numbers.format(example, PhoneNumberFormat.E164);
      for (var format : example == null
          ? new PhoneNumberFormat[0]
          : new PhoneNumberFormat[] {PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL}) {
        var written = numbers.format(example, format);
        texts.addAll(List.of(written, inArabicDigits(written)));
        lastFour.addAll(Collections.nCopies(2, e164.substring(e164.length() - 4)));
      }
    }
    assertThat(texts).hasSizeGreaterThan(900);
    assertThat(typed(0, texts)).isEqualTo(lastFour);
  }

  @Test
  void theWholeMessageOfEveryLanguageIsTakenForItsCode() {
    for (var code : List.of("482913", "0482913", "00482913")) {
      var texts = new ArrayList<String>();
      for (var language : List.of("nl", "en", "de", "fr")) {
        for (var host : List.of("invitations.example.org", "10.11.12.13", "a123456.example")) {
          var message = new CodeText(host, "en").compose(language, code, "KX");
          texts.addAll(
              List.of(message, message.replace("\n", ""), message.replace("\n", " "), "Sluis 10:42\n" + message, "+31612345678: " + message,
                  message.substring(message.lastIndexOf('\n') + 1), inArabicDigits(message), inArabicDigits("12/01 10:42 " + message)));
        }
        var first = new CodeText("x", "en").compose(language, code, "KX").split("\n")[0];
        texts.addAll(List.of(first, first.replace(code, code.substring(0, 3) + "\u00a0" + code.substring(3)),
            first.replace(code, code.substring(0, 3) + "-" + code.substring(3))));
      }
      assertThat(typed(code.length(), texts)).containsOnly(code);
    }
  }

  @Test
  void aCodeIsTakenInGroupsAndAmongWhatNobodySees() {
    assertThat(typed(6,
        List.of("482913", " 482913\n", "482 913", "48 29 13", "4 8 2 9 1 3", "482-913", "482\u2013913", "482\u2011913", "482\u00a0913",
            "482\u202f913", "\u200e482913\u200f", "482\u200b913", "482.913", "(482) 913", "KX 482 913",
            "\uff14\uff18\uff12\uff19\uff11\uff13",
            "\u0664\u0668\u0662 \u0669\u0661\u0663")))
        .containsOnly("482913");
  }

  @Test
  void otherNumbersAreNotMistakenForTheCode() {
    assertThat(typed(6, List.of("", "KX", "48291", "4829134", "reference KX, 10 minutes, 1234", "code 1234, valid 10", "482913 or 482914",
        "@host #12345", "+31612345678", "10:42 1234567", "12 januari 2027, 1042"))).containsOnly("");
    assertThat(typed(6, List.of("Ticket #77: 482913", "call 0612345678 or type 482913", "#482913, not 111111", "482913 of 482913")))
        .containsOnly("482913");
  }

  @Test
  void theSecretIsFoundInWhateverALinkIsWrappedOrBrokenAndNowhereElse() throws NoSuchAlgorithmException {
    var secrets = new ArrayList<>(
        List.of("A".repeat(43), "-".repeat(42) + "8", "_".repeat(42) + "8", "-_".repeat(21) + "A", "_-".repeat(21) + "w",
            "A" + "_".repeat(41) + "8"));
    for (var i = 0; i < 40; i++) {
      var random = MessageDigest.getInstance("SHA-256").digest(("secret " + i).getBytes(StandardCharsets.US_ASCII));
      secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    var wrong = Node.evaluate(PASTED, Map.of("base", base(), "secrets", secrets,
        "lists", Path.of("src/test/resources/page/wrapped-links.js").toUri().toString()));
    assertThat(wrong).isEmpty();
  }

  private static List<String> typed(int length, List<String> texts) {
    var outcome = Node.evaluate(TYPED, Map.of("base", base(), "texts", texts, "length", length));
    return Meetings.JSON.convertValue(outcome, new TypeReference<List<String>>() {});
  }

  private static String inArabicDigits(String text) {
    return Arrays.stream(text.split("")).map(c -> c.matches("[0-9]") ? Character.toString(0x660 + Integer.parseInt(c)) : c).reduce("",
        String::concat);
  }

  private static String base() {
    return Node.MODULES.toUri().toString();
  }
}
