-- Rules for meetings: which meeting IDs were used, and which rules a post was warned of. A former gateway beside enters no IDs, and warns of nothing.

-- The keys that make the hashes below: one for each calendar year (UTC), whose turn is 2027. If that was drawn anew, because somebody else may have
-- it, 2027-01 follows. The id is drawn, so that a gateway notices that a key it remembers is gone.
CREATE TABLE ledger_key (
  id       VARCHAR(22) NOT NULL PRIMARY KEY,
  turn     VARCHAR(10) NOT NULL UNIQUE,
  hash_key BYTEA       NOT NULL,
  key_id   VARCHAR(22) NOT NULL REFERENCES sealing_key (id)
);
CREATE INDEX ledger_key_key_id ON ledger_key (key_id, id);

-- The meeting IDs that meetings had: keyed hashes of client and ID, and of client and uid. Without a reference to the key, because each insert would
-- lock its row.
CREATE TABLE used_meeting_id (
  id_hash  BYTEA       NOT NULL PRIMARY KEY,
  uid_hash BYTEA       NOT NULL,
  turn     VARCHAR(10) NOT NULL
);
CREATE INDEX used_meeting_id_turn ON used_meeting_id (turn);

-- So that a post that is repeated is warned of the same: one bit for the number of each rule. Null is none.
ALTER TABLE idempotency ADD COLUMN broken_rules INTEGER;
