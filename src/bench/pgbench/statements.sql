\set r random(1, 9000000000000000000)
\set r2 random(1, 9000000000000000000)
BEGIN;
INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, mailed_at, expires_at, sequence, opens_from, openings, key_id, contact, share, envelope_hash, ack_hash, seal) SELECT :r::text, 'c', decode(md5(:r::text)||md5(:r2::text),'hex'), decode(md5(:r2::text),'hex'), 'gateway', 'queued', now(), null, now()+interval '7 days', null,null,null, k.id, decode(repeat('cd',200),'hex'), decode(repeat('cd',80),'hex'), decode(repeat('cd',32),'hex'), decode(repeat('cd',32),'hex'), decode(repeat('cd',60),'hex') FROM sealing_key k WHERE k.id='storekey' AND k.state='active';
INSERT INTO envelope (invitation_number, envelope) SELECT number, decode(repeat('ab',1500),'hex') FROM invitation WHERE id=:r::text;
INSERT INTO outbox (id, invitation_number, kind, payload, key_id, owed_at, due_at, expires_at) SELECT :r::text||'.invitation', i.number,'invitation', decode(repeat('cd',120),'hex'), k.id, now(), now(), now()+interval '7 days' FROM sealing_key k, invitation i WHERE k.id='outkey' AND k.state='active' AND i.id=:r::text;
COMMIT;
