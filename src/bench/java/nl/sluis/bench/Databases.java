package nl.sluis.bench;

import java.io.IOException;

/** Where gateway and floor store, each in a database of its own. */
interface Databases extends AutoCloseable {
  String GATEWAY = "gateway";
  String FLOOR = "floor";

  String url(String name);

  String user();

  /** @return bytes that were written for this database: the size of H2's file, or PostgreSQL's log of changes (WAL) */
  long written(String name);

  /** @return of the database's own process; 0 where it lives in the service's */
  long pid();

  String version();

  @Override
  void close() throws IOException;
}
