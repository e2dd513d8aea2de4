package nl.sluis.keys;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class H2RotationTest extends RotationContract {}
