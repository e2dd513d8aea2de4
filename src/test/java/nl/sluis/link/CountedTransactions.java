package nl.sluis.link;

import java.util.ArrayList;
import java.util.List;
import nl.sluis.database.Transactions;
import org.jdbi.v3.core.HandleCallback;

/** Notes each transaction once it is over: {@code read}, {@code count}, or {@code write}, which is on disk. */
final class CountedTransactions implements Transactions {
  private final Transactions transactions;
  private final List<String> met = new ArrayList<>();
  /** Run after each transaction of counts, as whoever pulls the plug there would. */
  private volatile Runnable afterCount = () -> {};
  /** Run after each transaction that read, as whoever is as quick would. */
  private volatile Runnable afterRead = () -> {};

  CountedTransactions(Transactions transactions) {
    this.transactions = transactions;
  }

  /** @return those since the last call that came to a commit, in order */
  synchronized List<String> met() {
    var all = List.copyOf(met);
    met.clear();
    return all;
  }

  void afterCount(Runnable work) {
    afterCount = work;
  }

  void afterRead(Runnable work) {
    afterRead = work;
  }

  @Override
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    var answer = transactions.read(work);
    note("read");
    afterRead.run();
    return answer;
  }

  @Override
  public <T> T write(HandleCallback<T, RuntimeException> work) {
    var answer = transactions.write(work);
    note("write");
    return answer;
  }

  @Override
  public <T> T count(HandleCallback<T, RuntimeException> work) {
    var answer = transactions.count(work);
    note("count");
    afterCount.run();
    return answer;
  }

  @Override
  public void drain() {
    transactions.drain();
  }

  private synchronized void note(String what) {
    met.add(what);
  }
}
