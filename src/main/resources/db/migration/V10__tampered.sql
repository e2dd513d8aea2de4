-- A state more: tampered, of a row that was changed past the gateway and could not be opened any more. The rule has no name of its own in V2:
-- PostgreSQL calls it by the first of these, H2 by the second, on every database alike.
ALTER TABLE invitation DROP CONSTRAINT IF EXISTS invitation_state_check;
ALTER TABLE invitation DROP CONSTRAINT IF EXISTS constraint_64296;
ALTER TABLE invitation ADD CONSTRAINT invitation_state
  CHECK (state IN ('queued', 'mailed', 'undeliverable', 'opened', 'revoked', 'expired', 'locked', 'tampered'));
