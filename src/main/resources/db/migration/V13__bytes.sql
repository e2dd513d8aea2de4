-- What a client posted in an hour is bounded by its bytes too: invitations differ by a factor of sixty.
ALTER TABLE limit_use ADD COLUMN bytes BIGINT DEFAULT 0 NOT NULL;
