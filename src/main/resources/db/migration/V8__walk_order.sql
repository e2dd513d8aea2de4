-- Rotation walks in the order in which the rows lie on the disk: in the order of their ids, which are random, each row would be on another page.
CREATE INDEX invitation_key_number ON invitation (key_id, number);
DROP INDEX invitation_key_id;
