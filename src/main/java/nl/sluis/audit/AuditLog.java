package nl.sluis.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line per post, mail, refusal, release, revocation and rotation, because somebody may have to prove later who could read what. Ids only. */
public final class AuditLog {
  /** In the context of each log line of an operator's request: the name of whose key it is. */
  public static final String OPERATOR = "operator";
  private static final Logger LOG = LoggerFactory.getLogger("nl.sluis.audit");

  /** @param event in kebab case, as {@code invitation-opened}; @param id an id, a client's name given by the operator, or a count */
  public void record(String event, String id) {
    LOG.info("{} {}{}", event, id, operator());
  }

  public void record(String event, String id, String detail) {
    LOG.info("{} {} {}{}", event, id, detail, operator());
  }

  /** Of what an operator asked for, by whose key: the operator's name. */
  private static String operator() {
    var name = MDC.get(OPERATOR);
    return name == null ? "" : " operator=" + name;
  }
}
