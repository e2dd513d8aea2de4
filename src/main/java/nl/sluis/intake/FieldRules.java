package nl.sluis.intake;

import nl.sluis.envelope.Base64Url;
import nl.sluis.meeting.PhoneNumber;
import nl.sluis.rules.MailAddress;
import nl.sluis.rules.Rule;
import nl.sluis.rules.TextRules;

/** The rules for single fields. All give back exactly what was posted. */
final class FieldRules {
  private FieldRules() {}

  /** What posted texts have to be, for gateway and client alike; they are read as they stand. */
  static FieldRule<String> as(Rule rule) {
    return posted -> {
      var complaint = rule.complaint(posted);
      if (complaint != null) {
        throw new WrongFieldException(complaint);
      }
      return posted;
    };
  }

  static FieldRule<String> line(int max) {
    return as(TextRules.line(max));
  }

  /** Exactly so many bytes, as base64url without padding. */
  static FieldRule<byte[]> bytes(int length) {
    return posted -> {
      var bytes = base64Url(posted);
      if (bytes.length != length) {
        throw new WrongFieldException("must be " + length + " bytes");
      }
      return bytes;
    };
  }

  /** As many as there are, as base64url without padding. */
  static byte[] base64Url(String posted) throws WrongFieldException {
    try {
      return Base64Url.decode(posted);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException("must be base64url without padding (RFC 4648 §5), unused bits zero");
    }
  }

  static String mail(String posted) throws WrongFieldException {
    return as(MailAddress::complaint).read(posted);
  }

  static String organizersMail(String posted) throws WrongFieldException {
    return as(MailAddress::organizersComplaint).read(posted);
  }

  static String phone(String posted) throws WrongFieldException {
    return PhoneNumber.parse(posted).map(PhoneNumber::e164).orElseThrow(() -> new WrongFieldException(PhoneNumber.isLandline(posted)
        ? "is a landline, not a mobile number"
        : "must be a mobile number in E.164 form, as +31612345678"));
  }
}
