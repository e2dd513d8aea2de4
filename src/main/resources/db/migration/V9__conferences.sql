-- Meetings that a video service makes for a post. A former gateway beside makes none, and leaves those that are there to the others.

-- The key of the hashes below. One row, drawn by the first meeting that is made. Whoever intends a meeting locks it, so that of two at once the
-- second sees which host the first took.
CREATE TABLE conference_key (
  id       VARCHAR(11) NOT NULL PRIMARY KEY CHECK (id = 'conferences'),
  hash_key BYTEA       NOT NULL,
  key_id   VARCHAR(22) NOT NULL REFERENCES sealing_key (id)
);
CREATE INDEX conference_key_key_id ON conference_key (key_id, id);

CREATE TABLE conference (
  -- Drawn; also the marker that stands in the meeting at the service, and by which it is found there.
  id               VARCHAR(22) NOT NULL PRIMARY KEY,
  -- Whose it is, as in invitation: it was made for those of this sequence.
  client_id        VARCHAR(22) NOT NULL REFERENCES client (id),
  meeting_hash     BYTEA       NOT NULL,
  sequence         INTEGER     NOT NULL CHECK (sequence >= 0),
  -- 'intended': it may exist at the service, and has no invitation. 'held': it has. 'owed': it is to be deleted there. 'deleted': it is gone there.
  state            VARCHAR(8)  NOT NULL CHECK (state IN ('intended', 'held', 'owed', 'deleted')),
  intended_at      TIMESTAMP WITH TIME ZONE NOT NULL,
  starts_at        TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at          TIMESTAMP WITH TIME ZONE NOT NULL,
  -- Keyed hashes of the host, and of the service's id of the meeting: null until that is known.
  host_hash        BYTEA       NOT NULL,
  provider_id_hash BYTEA,
  -- The keyed hash of the Idempotency-Key of the post that is under way, so that the same post makes no second meeting; else null.
  post_hash        BYTEA,
  -- Service, host, the service's id and the proofs, sealed. Null if it did not open: then the meeting is found by its marker.
  reference        BYTEA,
  key_id           VARCHAR(22) REFERENCES sealing_key (id),
  -- When a gateway next looks whether it is to be deleted; null if there is nothing to delete.
  due_at           TIMESTAMP WITH TIME ZONE,
  -- How often a gateway began to delete it.
  attempts         INTEGER     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- When its invitations were stored; null if they were not.
  held_at          TIMESTAMP WITH TIME ZONE,
  -- Since when it is to be deleted; when it was found deleted; when its scheduler was told that it is not.
  owed_since       TIMESTAMP WITH TIME ZONE,
  deleted_at       TIMESTAMP WITH TIME ZONE,
  told_at          TIMESTAMP WITH TIME ZONE,
  -- When all who were invited were inside; null before.
  all_in_at        TIMESTAMP WITH TIME ZONE
);
CREATE INDEX conference_key_id ON conference (key_id, id);
CREATE INDEX conference_meeting ON conference (client_id, meeting_hash, sequence);
CREATE INDEX conference_due ON conference (due_at);
CREATE INDEX conference_to_come ON conference (state, starts_at, id);
CREATE INDEX conference_state_end ON conference (state, ends_at);
CREATE INDEX conference_end ON conference (ends_at);
CREATE INDEX conference_provider_id ON conference (provider_id_hash);
CREATE UNIQUE INDEX conference_post ON conference (client_id, post_hash);
