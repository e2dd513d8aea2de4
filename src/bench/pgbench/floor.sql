\set r random(1, 9000000000000000000)
\set r2 random(1, 9000000000000000000)
INSERT INTO item (id, body) VALUES (:r, decode(repeat('ab',1500),'hex'));
