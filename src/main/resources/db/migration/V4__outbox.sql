-- A mail never tried is due by its turn: the moment it was owed, and a second more for each mail of the same request before it, so that one
-- large request does not hold up a small one. A mail tried before is due when due_at has passed.
ALTER TABLE outbox ADD COLUMN tried BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE outbox ADD COLUMN owed_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
-- What the last try met, as 'connection' or 'relay 451'; never an address, nothing that the relay said.
ALTER TABLE outbox ADD COLUMN trouble VARCHAR(20);
UPDATE outbox SET tried = TRUE WHERE attempts > 0;
CREATE INDEX outbox_turn ON outbox (tried, due_at);
CREATE INDEX outbox_owed ON outbox (owed_at);
CREATE INDEX outbox_expires ON outbox (expires_at);
DROP INDEX outbox_due;
