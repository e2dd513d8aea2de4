-- Beside the tables of the gateway: the floor's table, and what the inserts refer to.
CREATE TABLE item (id VARCHAR(22) PRIMARY KEY, body BYTEA NOT NULL, changes INTEGER NOT NULL DEFAULT 0);
INSERT INTO sealing_key VALUES ('storekey', 'store', 'active', 'store', now(), null), ('outkey', 'outbox', 'active', 'outbox', now(), null);
INSERT INTO client VALUES ('c', 'c', '\x00', 'storekey', now());
