package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class H2DestroyedKeyTest extends DestroyedKeyContract {
  @Test
  void theTroubleOfAnotherKeyDoesNotHinderIt() {
    var gateway = start();
    var key = gateway.keys.active(KeyFamily.STORE).id();
    database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE stray (key_id VARCHAR(22) REFERENCES sealing_key (id))"));
    database.jdbi()
        .useHandle(handle -> handle.execute("INSERT INTO stray (key_id) VALUES (?)", gateway.keys.active(KeyFamily.OUTBOX).id()));
    var rotation = new Rotation(gateway.keys, gateway.vault, Gateway.TABLES, gateway.ending, Gateway.IMPATIENT);
    assertThatThrownBy(() -> rotation.rotate(EnumSet.of(KeyFamily.OUTBOX), line -> {})).hasMessageContaining("rows still refer");

    rotation.destroy(key, line -> {});

    assertGone(gateway, key);
  }
}
