package nl.sluis;

class IdempotencyOnH2Test extends IdempotencyContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
