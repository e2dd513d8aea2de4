package nl.sluis;

class RunningMeetingsOnH2Test extends RunningMeetingsContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
