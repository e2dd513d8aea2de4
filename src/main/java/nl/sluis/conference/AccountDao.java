package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for what the account keeps. It is called by {@link AccountLooks}. */
interface AccountDao {
  @SqlQuery("SELECT due_at, looked_at, failed_at, failure, failures, begun, told FROM account_look")
  @RegisterConstructorMapper(Look.class)
  Look find();

  /** Nobody else writes what a look found until this transaction ends. */
  @SqlQuery("SELECT due_at, looked_at, failed_at, failure, failures, begun, told FROM account_look FOR UPDATE")
  @RegisterConstructorMapper(Look.class)
  Look lock();

  @SqlUpdate("""
      UPDATE account_look SET due_at = :dueAt, looked_at = :lookedAt, failed_at = :failedAt, failure = :failure, failures = :failures,
        begun = :begun, told = :told
      """)
  void update(@BindMethods Look look);

  @SqlUpdate("UPDATE account_look SET due_at = :now WHERE due_at > :now")
  void hasten(Instant now);

  @SqlQuery("SELECT rule, proof, proved_at, loosened_at, detail FROM account_rule ORDER BY rule")
  @RegisterConstructorMapper(Kept.class)
  List<Kept> rules();

  @SqlUpdate("DELETE FROM account_rule")
  void forgetRules();

  @SqlBatch("""
      INSERT INTO account_rule (rule, proof, proved_at, loosened_at, detail) VALUES (:rule, :proof, :provedAt, :loosenedAt, :detail)
      """)
  int[] insertRules(@BindMethods List<Kept> rules);

  /** Clients with a meeting still to come. */
  @SqlQuery("SELECT DISTINCT client_id FROM conference WHERE state = 'held' AND ends_at > :now")
  List<String> concerned(Instant now);

  /**
   * @param lookedAt null before the first look that was answered
   * @param failedAt null if the last look was answered
   * @param failure  in our words; null with it
   * @param failures in a row
   * @param begun    how many looks were begun
   * @param told     which of them this is of
   */
  record Look(Instant dueAt, Instant lookedAt, Instant failedAt, String failure, int failures, int begun, int told) {}

  /**
   * @param rule       a {@link nl.sluis.rules.ConferenceRule#word()}
   * @param proof      a {@link Proof#word()}
   * @param loosenedAt null while the rule holds
   * @param detail     null with it
   */
  record Kept(String rule, String proof, Instant provedAt, Instant loosenedAt, String detail) {}
}
