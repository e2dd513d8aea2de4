package nl.sluis.intake;

import java.util.List;
import nl.sluis.keys.Sealed;
import nl.sluis.outbox.SealedMail;

/**
 * What is stored of one invitation, all of it sealed.
 *
 * @param sealed its share may be wiped by now
 * @param mail   one, or none where no mail of ours goes out
 */
record SealedRow(SealedInvitation sealed, Sealed contact, Sealed share, List<SealedMail> mail) {
  int bytes() {
    return sealed.envelope().length;
  }

  @Override
  public String toString() {
    return "SealedRow[" + sealed.id() + "]";
  }
}
