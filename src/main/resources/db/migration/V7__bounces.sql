-- Bounces: reports of invitations whose mail did not arrive (docs/operations.md, "That mail arrives").

-- The key of the tags by which a report names its invitation. One row, drawn by the first mail that needs it.
CREATE TABLE bounce_key (
  id       VARCHAR(7)  NOT NULL PRIMARY KEY CHECK (id = 'bounces'),
  hash_key BYTEA       NOT NULL,
  drawn_at TIMESTAMP WITH TIME ZONE NOT NULL,
  key_id   VARCHAR(22) NOT NULL REFERENCES sealing_key (id)
);
CREATE INDEX bounce_key_key_id ON bounce_key (key_id, id);

-- What was reported of an invitation's mail, the worst of it; nothing else of the report is kept. It says whether its organizer was told.
CREATE TABLE bounce (
  invitation_id VARCHAR(22) NOT NULL PRIMARY KEY REFERENCES invitation (id) ON DELETE CASCADE,
  action        VARCHAR(7)  NOT NULL CHECK (action IN ('failed', 'delayed')),
  -- Class and subject of its status (RFC 3463), as '5.1'; null if it had none.
  status        VARCHAR(5)
);

ALTER TABLE outbox DROP CONSTRAINT outbox_kind;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind CHECK (kind IN
  ('invitation', 'third-wrong-try', 'locked', 'undeliverable', 'bounced', 'asked', 'cancelled'));
