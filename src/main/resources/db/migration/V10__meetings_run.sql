-- What the account at the video service keeps, and what is heard of meetings while they run (docs/zoom.md).

-- When the account was looked at, and when it is next. One row: of many gateways the one looks that moves due_at, and who locks the row tells of
-- a change.
CREATE TABLE account_look (
  only_row  BOOLEAN NOT NULL DEFAULT TRUE PRIMARY KEY CHECK (only_row),
  due_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  -- The last look that was answered; null before the first.
  looked_at TIMESTAMP WITH TIME ZONE,
  -- Of the last look, if it was not answered: when, and how it failed in our words; and how many in a row were not.
  failed_at TIMESTAMP WITH TIME ZONE,
  failure   VARCHAR(500),
  failures  INTEGER NOT NULL DEFAULT 0,
  -- How many looks were begun, and which of them this is of: one that began earlier than another never writes over it, whatever the clocks say.
  begun     INTEGER NOT NULL DEFAULT 0,
  told      INTEGER NOT NULL DEFAULT 0
);
INSERT INTO account_look (due_at) VALUES (CURRENT_TIMESTAMP);

-- What that look found, a row for each rule that an account can keep.
CREATE TABLE account_rule (
  rule        VARCHAR(40) NOT NULL PRIMARY KEY,
  proof       VARCHAR(20) NOT NULL,
  proved_at   TIMESTAMP WITH TIME ZONE,
  -- Since when it is known not to hold, and which settings are not as they must be; null while it holds.
  loosened_at TIMESTAMP WITH TIME ZONE,
  detail      VARCHAR(2000)
);

-- What the service told of meetings and settings: SHA-256 of each message, so that one counts once. For a day.
CREATE TABLE conference_message (
  digest  BYTEA NOT NULL PRIMARY KEY,
  came_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX conference_message_came ON conference_message (came_at);

-- Who is in a meeting that runs: a keyed hash of what tells one participant from another there, and no name. Erased when the meeting ends. The times
-- are the service's, because its messages come in any order.
CREATE TABLE conference_participant (
  conference_id    VARCHAR(22) NOT NULL REFERENCES conference (id) ON DELETE CASCADE,
  participant_hash BYTEA       NOT NULL,
  joined_at        TIMESTAMP WITH TIME ZONE,
  left_at          TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (conference_id, participant_hash)
);

-- When the meeting ended, as the service says: what comes later and is of before is passed over.
ALTER TABLE conference ADD COLUMN ended_at TIMESTAMP WITH TIME ZONE;
