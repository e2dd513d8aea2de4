-- Keys of clients that may do less than everything, or only for a time. A former gateway may still run on these tables: it takes every key for one
-- that may do everything and never expires.

-- Null is never.
ALTER TABLE client_key ADD COLUMN expires_at TIMESTAMP WITH TIME ZONE;
-- What it may do, as 'post,read'. Null is post, read, revoke and webhook, as of every key from before.
ALTER TABLE client_key ADD COLUMN scopes VARCHAR(100);
-- The day when it was used last, as 2027-01-12; null before.
ALTER TABLE client_key ADD COLUMN used_on VARCHAR(10);
