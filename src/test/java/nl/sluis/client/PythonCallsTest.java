package nl.sluis.client;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class PythonCallsTest extends CallsContract {
  PythonCallsTest() {
    super(Client.PYTHON);
  }
}
