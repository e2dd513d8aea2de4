package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class MeetingIdsOnPostgresTest extends MeetingIdsContract {
  @Override
  Databases databases() {
    return Databases.postgres();
  }
}
