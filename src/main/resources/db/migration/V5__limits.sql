-- Posts with an Idempotency-Key that were answered, for a day. What could be guessed is there as keyed hashes only: the key, and under a key
-- made from it the body. The answer is put together again from the ids.
CREATE TABLE answered_post (
  client_id  VARCHAR(22) NOT NULL REFERENCES client (id),
  key_hash   BYTEA       NOT NULL,
  body_hash  BYTEA       NOT NULL,
  -- 16 bytes for each invitation, in order.
  ids        BYTEA       NOT NULL,
  -- A uid that the gateway drew, under a pad made from the Idempotency-Key; null where the body has one.
  masked_uid BYTEA,
  level      VARCHAR(20) NOT NULL,
  state      VARCHAR(13) NOT NULL,
  lapses_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  posted_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (client_id, key_hash)
);
CREATE INDEX answered_post_posted ON answered_post (posted_at);

-- There are limits of an hour too: 2027-01-12T10.
ALTER TABLE limit_use ALTER COLUMN on_day SET DATA TYPE VARCHAR(13);
