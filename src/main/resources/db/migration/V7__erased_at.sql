-- When nothing sealed was left of an invitation: of the copies made until then the keys of that time decide.
ALTER TABLE invitation ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;
