package nl.sluis.admin;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps the lines of an operator's command until its outcome is known, because a status that was sent cannot be taken back.
 *
 * <p>Not all of it, for memory has an end. No rotation says so much; the list of a compromised key's invitations may,
 * and begins when nothing is left to fail but the reading of it.
 */
final class HeldLines implements Consumer<String> {
  static final int MOST = 10_000;
  private final PrintWriter out;
  private final List<String> held = new ArrayList<>();

  HeldLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(String line) {
    held.add(line);
    if (held.size() > MOST) {
      letGo();
    }
  }

  void letGo() {
    // In one piece: to Jetty each println is a write or two of its own, and ten thousand of them take seconds.
    out.print(held.stream().map(line -> line + "\n").collect(Collectors.joining()));
    held.clear();
  }
}
