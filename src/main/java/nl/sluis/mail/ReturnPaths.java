package nl.sluis.mail;

/** Says for each mail where reports of it go. */
@FunctionalInterface
public interface ReturnPaths {
  /** It may read the database, and is asked at each try. */
  ReturnPath of(Mail mail);
}
