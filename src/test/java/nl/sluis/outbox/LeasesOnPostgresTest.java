package nl.sluis.outbox;

import nl.sluis.testing.Plans;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class LeasesOnPostgresTest extends LeasesContract {
  @Override
  Plans plans() {
    return Plans.onPostgres();
  }
}
