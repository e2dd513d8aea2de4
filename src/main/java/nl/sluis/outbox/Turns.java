package nl.sluis.outbox;

import java.util.ArrayList;
import java.util.List;

/** Takes turns between mails never tried and those tried before, so that a flood of neither holds up the other. */
final class Turns {
  private boolean againFirst;

  /** @return all in turns; each time the others begin */
  List<Long> of(List<Long> again, List<Long> untried) {
    againFirst = !againFirst;
    var first = againFirst ? again : untried;
    var second = againFirst ? untried : again;
    var all = new ArrayList<Long>();
    for (var i = 0; i < Math.max(first.size(), second.size()); i++) {
      all.addAll(first.subList(Math.min(i, first.size()), Math.min(i + 1, first.size())));
      all.addAll(second.subList(Math.min(i, second.size()), Math.min(i + 1, second.size())));
    }
    return all;
  }
}
