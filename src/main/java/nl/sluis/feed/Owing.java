package nl.sluis.feed;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who is to hear of events beside those that ask. It is called in the transaction that gives them their places, so none is owed twice or forgotten. */
public interface Owing {
  /** @param events with their places, of several clients. The work changes nothing but the database, because it may run again */
  void owe(Handle handle, List<PlacedEvent> events);
}
