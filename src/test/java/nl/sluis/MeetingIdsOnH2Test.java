package nl.sluis;

class MeetingIdsOnH2Test extends MeetingIdsContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }
}
