package nl.sluis.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.sms.SmsSender;

/** The phone of the demonstration: keeps the last messages in memory and shows them on the demonstration's page. */
public final class DemoPhone implements SmsSender {
  private static final int KEPT = 50;
  private final Deque<Message> messages = new ArrayDeque<>();

  @Override
  public synchronized SmsOutcome send(Sms sms) {
    messages.addFirst(new Message(sms.to(), sms.text()));
    if (messages.size() > KEPT) {
      messages.removeLast();
    }
    return SmsOutcome.SENT;
  }

  /** Newest first. */
  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  record Message(String to, String text) {}
}
