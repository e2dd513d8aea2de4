-- A row per key that opens. The database says which keys there are and in what state; their bytes are in the keys
-- folder only. Sealed rows elsewhere refer to it (key_id VARCHAR(22) REFERENCES sealing_key (id), with an index), so
-- that no key is destroyed under them.
CREATE TABLE sealing_key (
  id            VARCHAR(22) PRIMARY KEY,
  family        VARCHAR(6)  NOT NULL CHECK (family IN ('store', 'outbox')),
  state         VARCHAR(7)  NOT NULL CHECK (state IN ('pending', 'active', 'retired')),
  -- The family while the key is active, else null: unique, so that the database itself allows one active key in each.
  active_family VARCHAR(6)  UNIQUE,
  created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  retired_at    TIMESTAMP WITH TIME ZONE,
  CHECK ((state = 'active' AND active_family = family) OR (state <> 'active' AND active_family IS NULL))
);

-- The ledger of destroyed keys, without references: what proves when older backups became unreadable.
CREATE TABLE destroyed_key (
  id            VARCHAR(22) PRIMARY KEY,
  family        VARCHAR(6)  NOT NULL,
  created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  retired_at    TIMESTAMP WITH TIME ZONE,
  destroyed_at  TIMESTAMP WITH TIME ZONE NOT NULL
);
