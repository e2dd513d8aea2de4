package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class RunningMeetingsOnPostgresTest extends RunningMeetingsContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
