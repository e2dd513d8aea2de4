package nl.sluis.client;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class NodeCallsTest extends CallsContract {
  NodeCallsTest() {
    super(Client.NODE);
  }
}
