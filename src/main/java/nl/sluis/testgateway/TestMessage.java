package nl.sluis.testgateway;

import nl.sluis.secret.PersonalJson;

/**
 * What a reader would have got, kept sealed. It may carry a link or a code, so nothing prints it.
 *
 * @param kind    {@code mail} or {@code sms}
 * @param to      mail address or phone number
 * @param subject null of a text message
 * @param text    of a mail the plain text
 * @param link    alone, as it stands in the text; null where there is none
 * @param code    the same
 */
record TestMessage(String kind, String to, String subject, String text, String link, String code) {
  static TestMessage mail(String to, String subject, String text, String link) {
    return new TestMessage("mail", to, subject, text, link, null);
  }

  static TestMessage sms(String to, String text, String code) {
    return new TestMessage("sms", to, null, text, null, code);
  }

  byte[] toBytes() {
    return PersonalJson.write(this);
  }

  static TestMessage of(byte[] bytes) {
    return PersonalJson.read(bytes, TestMessage.class);
  }

  @Override
  public String toString() {
    return "TestMessage[redacted]";
  }
}
