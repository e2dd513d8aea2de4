package nl.sluis.database;

import java.util.Locale;

/**
 * Whether test gateways use a database or live ones. The first start says which, for good: so no test reads what people were really invited
 * to, and nobody is really invited by a gateway that mails nobody.
 */
public final class Purpose {
  private Purpose() {}

  /**
   * To be called once the tables are there, and before anything else is written.
   *
   * @param test whether this is a test gateway
   * @throws TablesException if others of the other kind use the database
   */
  public static void claim(Transactions transactions, boolean test) {
    var isTest = transactions.write(handle -> {
      handle.createUpdate("UPDATE purpose SET test = :test WHERE test IS NULL").bind("test", test).execute();
      return handle.createQuery("SELECT test FROM purpose").mapTo(Boolean.class).one();
    });
    refuseOther(isTest, test);
  }

  /**
   * As {@link #claim}, and claims nothing.
   *
   * @param transactions of a database that has the table
   */
  public static void check(Transactions transactions, boolean test) {
    transactions.read(handle -> handle.createQuery("SELECT test FROM purpose WHERE test IS NOT NULL").mapTo(Boolean.class).findOne())
        .ifPresent(isTest -> refuseOther(isTest, test));
  }

  private static void refuseOther(boolean isTest, boolean test) {
    if (isTest != test) {
      throw new TablesException(String.format(Locale.ROOT, "The database is one of %s gateways, and this is a %s gateway: name another "
          + "database in database.url (SLUIS_DATABASE_URL), or set test: %s (SLUIS_TEST)", word(isTest), word(test), isTest));
    }
  }

  private static String word(boolean test) {
    return test ? "test" : "live";
  }
}
