package nl.sluis.intake;

import java.util.Arrays;
import java.util.stream.Collectors;
import nl.sluis.words.Worded;

/** How the link of an invitation that the sender sealed comes to the invitee. The gateway never has it. */
enum LinkDelivery implements Worded {
  /** A mail of the sender carries it. */
  SENDER,

  /** The gateway mails that an invitation waits; the sender hands the link over by another way. */
  POINTER;

  static LinkDelivery read(String posted) throws WrongFieldException {
    return Arrays.stream(values()).filter(delivery -> delivery.word().equals(posted)).findFirst().orElseThrow(() -> new WrongFieldException(
        "must be one of " + Arrays.stream(values()).map(LinkDelivery::word).collect(Collectors.joining(", "))));
  }
}
