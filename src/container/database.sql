-- The image of PostgreSQL gives this to psql, once, when it makes the database. The gateway is no superuser there.
\set password `cat /run/secrets/database-password`
CREATE ROLE sluis LOGIN PASSWORD :'password';
CREATE DATABASE sluis OWNER sluis;
