package nl.sluis.keys;

class H2RotationTest extends RotationContract {}
