package nl.sluis.webhook;

import nl.sluis.words.Worded;

/** Why a webhook is disabled. {@code store.ClientDao} writes {@code client-revoked} past this. */
enum Disabled implements Worded {
  /** The receiver answered 410. */
  GONE,
  /** Nothing was taken for five days, and attempts failed. */
  FAILING,
  /** No key of the client is left. */
  CLIENT_REVOKED,
  /** Its row was changed past the gateway. */
  TAMPERED
}
