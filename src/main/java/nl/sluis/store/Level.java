package nl.sluis.store;

import nl.sluis.words.Worded;

/** Who held the plaintext of a meeting; named on every invitation. */
public enum Level implements Worded {
  /** The gateway got plaintext over TLS and sealed it before anything was stored. */
  SEALED_AT_INTAKE,

  /** The scheduler sealed before it posted: the gateway never had plaintext or link secret. */
  SEALED_BY_SENDER
}
