package nl.sluis.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every answer that {@code openapi.yaml} describes was seen in a test, and no other. {@code mvn verify} runs this behind all tests, and it passes
 * over a run of some of them only.
 */
class EveryAnswerWasSeen {
  /** By which Maven is told to run a part. */
  private static final List<String> PARTS = List.of("test", "it.test", "groups", "excludedGroups", "skipITs", "skipTests");

  @Test
  void andNoOther() {
    var parts = PARTS.stream().filter(name -> System.getProperty(name) != null).toList();
    assumeTrue(parts.isEmpty(), "Only a part of the tests ran: " + parts);
    var seen = Seen.ofThisRun().all();
    var description = Description.ours();
    var described = description.calls().stream().flatMap(call -> description.answers(call).stream())
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(without(described, seen)).as("described, and seen by no test").isEmpty();
    assertThat(without(seen, described).stream().filter(answer -> !isOfTheWay(answer))).as("seen, and not described").isEmpty();
    System.out.println("All " + described.size() + " answers of " + description.calls().size() + " calls were seen.");
  }

  private static boolean isOfTheWay(String answer) {
    return Contract.OF_THE_WAY.stream().anyMatch(answer::endsWith);
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    var rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }
}
