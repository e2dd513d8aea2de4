package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class WebhooksOnPostgresTest extends WebhooksContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
