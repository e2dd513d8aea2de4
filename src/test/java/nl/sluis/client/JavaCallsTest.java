package nl.sluis.client;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class JavaCallsTest extends CallsContract {
  JavaCallsTest() {
    super(Client.JAVA);
  }
}
