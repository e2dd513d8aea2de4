package nl.sluis;

class EventsOnH2Test extends EventsContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
