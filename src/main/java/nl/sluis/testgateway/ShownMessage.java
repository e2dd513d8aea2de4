package nl.sluis.testgateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A message as its client sees it.
 *
 * @param id         the same whenever it is shown; no other message has it
 * @param at         when it was sent
 * @param kind       {@code mail} or {@code sms}
 * @param invitation the id of the invitation that it concerns
 * @param to         mail address or phone number
 * @param subject    absent of a text message
 * @param text       of a mail the plain text
 * @param link       absent where the text has none
 * @param code       the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownMessage(String id, Instant at, String kind, String invitation, String to, String subject, String text, String link,
    String code) {
  private static final int ID_LETTERS = 22;

  static ShownMessage of(TestMessageDao.Stored stored, TestMessage message) {
    return new ShownMessage(stored.id(), stored.sentAt(), message.kind(), stored.id().substring(0, ID_LETTERS), message.to(),
        message.subject(), message.text(), message.link(), message.code());
  }

  @Override
  public String toString() {
    return "ShownMessage[" + id + "]";
  }

  /**
   * @param last behind which the next page begins: the number of the last that was read, or what was asked for if there was none
   */
  public record Page(List<ShownMessage> messages, long last) {}
}
