package nl.sluis.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per post, mail, refusal, release, revocation and rotation, because somebody may have to prove later who could read what. Ids only. */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("nl.sluis.audit");

  /** @param event in kebab case, as {@code invitation-opened}; @param id an id, a client's name given by the operator, or a count */
  public void record(String event, String id) {
    LOG.info("{} {}", event, id);
  }

  public void record(String event, String id, String detail) {
    LOG.info("{} {} {}", event, id, detail);
  }
}
