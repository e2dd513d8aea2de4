-- What was used, by day first: so former days and hours are found without an index more, which each count would have to keep up.
CREATE TABLE limit_used (
  on_day  VARCHAR(13) NOT NULL,
  subject VARCHAR(64) NOT NULL,
  used    INTEGER     NOT NULL,
  PRIMARY KEY (on_day, subject)
);
INSERT INTO limit_used (on_day, subject, used) SELECT on_day, subject, used FROM limit_use;
DROP TABLE limit_use;
ALTER TABLE limit_used RENAME TO limit_use;

-- The sweeper finds what lapsed, by state; what is erased already it does not read again. The former index goes last: from there nobody reads.
CREATE INDEX invitation_lapse ON invitation (state, erased_at, expires_at);
DROP INDEX invitation_expires;
