-- What was used of former days and hours.
CREATE INDEX limit_use_day ON limit_use (on_day);

-- The sweeper finds what lapsed, by state; what is erased already it does not read again. The former index goes last: from there nobody reads.
CREATE INDEX invitation_lapse ON invitation (state, erased_at, expires_at);
DROP INDEX invitation_expires;
