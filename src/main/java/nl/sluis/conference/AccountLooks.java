package nl.sluis.conference;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.AccountDao.Look;
import nl.sluis.feed.EventType;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * What the account was found to keep, in the database, so that all gateways know it and one of them tells a change. A look claims its turn, asks with no
 * transaction open, and writes what it found. One that began earlier than another never overwrites it.
 */
public final class AccountLooks {
  /** Longer than a look takes. If the gateway that looks ends meanwhile, another looks then. */
  private static final Duration TURN = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofDays(1);
  /** Somebody is mending it. */
  private static final Duration WHILE_LOOSENED = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final int FAILURE_LETTERS = 500;
  private final Database database;
  private final AuditLog audit;

  public AccountLooks(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * A look under way.
   *
   * @param number counts the looks of all gateways, from 1
   * @param began  when it began
   * @param until  when another may begin, unless one is asked for sooner
   */
  record Turn(int number, Instant began, Instant until) {}

  /** @return the turn, if a look is due and nobody else took it */
  Optional<Turn> claim() {
    return database.read(tx -> dao(tx).find().dueAt().isAfter(tx.now())) ? Optional.empty() : database.write(tx -> {
      var look = dao(tx).lock();
      if (look.dueAt().isAfter(tx.now())) {
        return Optional.empty();
      }
      var turn = new Turn(look.begun() + 1, micros(tx.now()), micros(tx.now().plus(TURN)));
      dao(tx).update(new Look(turn.until, look.lookedAt(), look.failedAt(), look.failure(), look.failures(), turn.number, look.told()));
      return Optional.of(turn);
    });
  }

  /** Somebody says that settings changed, or this gateway starts: a look is due now. */
  public void hasten(Tx tx) {
    dao(tx).hasten(tx.now());
  }

  /** The same in a transaction of its own. */
  public void hasten() {
    database.write(tx -> {
      hasten(tx);
      return null;
    });
  }

  /** @param found what the account keeps, by a look that had its turn */
  void found(Turn turn, AccountLook found) {
    var change = database.write(tx -> {
      var look = dao(tx).lock();
      if (look.told() > turn.number) {
        return AccountChange.NONE;
      }
      var before = dao(tx).rules();
      var now = AccountChange.kept(found, before, turn.began);
      dao(tx).forgetRules();
      dao(tx).insertRules(now);
      var pause = found.loosened().isEmpty() ? BETWEEN_LOOKS : WHILE_LOOSENED;
      dao(tx).update(new Look(next(look, turn, tx.now().plus(pause)), turn.began, null, null, 0, look.begun(), turn.number));
      var changed = AccountChange.of(before, now);
      if (!changed.loosened().isEmpty()) {
        dao(tx).concerned(tx.now()).forEach(client -> changed.loosened()
            .forEach(rule -> tx.events().add(EventType.RULE_LOOSENED, client, null, number(rule))));
      }
      return changed;
    });
    change.loosened().forEach(rule -> audit.record("conference-rule-loosened", rule));
    change.kept().forEach(rule -> audit.record("conference-rule-kept-again", rule));
  }

  /**
   * Nobody knows what the account keeps now; what it kept is no longer believed to be all.
   *
   * @param how   in our words
   * @param least how long the service asks to wait; null if it does not
   */
  void failed(Turn turn, String how, Duration least) {
    database.write(tx -> {
      var look = dao(tx).lock();
      if (look.told() < turn.number) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(look.failures(), MOST_DOUBLINGS));
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        if (least != null && least.compareTo(pause) > 0) {
          pause = least.compareTo(BETWEEN_LOOKS) > 0 ? BETWEEN_LOOKS : least;
        }
        dao(tx)
            .update(new Look(next(look, turn, tx.now().plus(pause)), look.lookedAt(), turn.began, AccountChange.cut(how, FAILURE_LETTERS),
                look.failures() + 1, look.begun(), turn.number));
      }
      return null;
    });
  }

  /** What is known now. */
  public AccountView read() {
    return database.read(tx -> {
      var look = dao(tx).find();
      return new AccountView(look.lookedAt(), look.failedAt(), look.failure(), look.dueAt(), dao(tx).rules().stream()
          .map(rule -> new AccountView.Rule(rule.rule(), rule.proof(), rule.provedAt(), rule.loosenedAt(), rule.detail())).toList());
    });
  }

  /** @return the rules that do not hold, as far as is known */
  public List<ConferenceRule> loosened() {
    var words = read().loosened().stream().map(AccountView.Rule::rule).toList();
    return Arrays.stream(ConferenceRule.values()).filter(rule -> words.contains(rule.word())).toList();
  }

  /** @return of the rules that the account keeps by a lock the proof; empty if the last look was not answered */
  Map<ConferenceRule, RuleProof> proofs() {
    var account = read();
    var locked = account.failedAt() == null ? account.rules() : List.<AccountView.Rule>of();
    var proofs = new EnumMap<ConferenceRule, RuleProof>(ConferenceRule.class);
    for (var rule : ConferenceRule.values()) {
      locked.stream().filter(one -> one.rule().equals(rule.word()) && one.proof().equals(Proof.LOCKED_BY_ACCOUNT.word()))
          .forEach(one -> proofs.put(rule, new RuleProof(rule, Proof.LOCKED_BY_ACCOUNT, one.at())));
    }
    return proofs;
  }

  /** If somebody asked for a look meanwhile, that stays due. */
  private static Instant next(Look look, Turn turn, Instant usual) {
    return look.dueAt().equals(turn.until) ? usual : look.dueAt();
  }

  private static int number(String rule) {
    return Arrays.stream(ConferenceRule.values()).filter(one -> one.word().equals(rule)).mapToInt(ConferenceRule::number).findFirst()
        .orElseThrow();
  }

  /** As exact as the database keeps it, so that it is equal when it comes back. */
  private static Instant micros(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  private static AccountDao dao(Tx tx) {
    return tx.dao(AccountDao.class);
  }
}
