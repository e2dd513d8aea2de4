-- Which database this is, and the number that it shares with the keyring: each change of the keyring raises both, the
-- database first. One row, made by the first start. A database put back from a backup shows by its lower number.
CREATE TABLE keyring_epoch (
  database_id VARCHAR(22) NOT NULL PRIMARY KEY,
  epoch       BIGINT      NOT NULL CHECK (epoch >= 0),
  only_row    BOOLEAN     NOT NULL DEFAULT TRUE UNIQUE CHECK (only_row)
);

-- Keys of which an operator said that somebody else has them: what they sealed is voided, and when done_at is there,
-- nothing is left of it. Without references, for the key is destroyed.
CREATE TABLE compromised_key (
  id       VARCHAR(22) NOT NULL PRIMARY KEY,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  done_at  TIMESTAMP WITH TIME ZONE
);
