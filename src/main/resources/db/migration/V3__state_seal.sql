-- What shows that a row is as a gateway left it: a digest of its state, sealed like contact and share, so that who can write to the
-- database cannot make another one. An invitation stored without it no longer opens.
ALTER TABLE invitation ADD COLUMN envelope_hash BYTEA;
ALTER TABLE invitation ADD COLUMN seal BYTEA;

-- The id of a mail owed says whose it is and what it says, and its payload is bound to the id.
ALTER TABLE outbox ALTER COLUMN id SET DATA TYPE VARCHAR(43);
