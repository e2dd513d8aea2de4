package nl.sluis.intake;

import java.util.List;
import nl.sluis.keys.Sealed;
import nl.sluis.outbox.SealedMail;
import nl.sluis.store.SchedulerRefDao;

/**
 * What is stored of one invitation, all of it sealed.
 *
 * @param sealed its share may be wiped by now
 * @param mail   one, or none where no mail of ours goes out
 * @param mark   the scheduler's own one, or none
 */
record SealedRow(SealedInvitation sealed, Sealed contact, Sealed share, List<SealedMail> mail, List<SchedulerRefDao.Row> mark) {
  int bytes() {
    return sealed.envelope().length;
  }

  @Override
  public String toString() {
    return "SealedRow[" + sealed.id() + "]";
  }
}
