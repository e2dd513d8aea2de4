package nl.sluis;

class WebhooksOnH2Test extends WebhooksContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
