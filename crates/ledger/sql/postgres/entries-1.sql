-- What is recorded, and where it ends. Version 1 of the schema.
CREATE TABLE entry (
    seq BIGINT PRIMARY KEY,
    kind SMALLINT NOT NULL,
    subject TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    body BYTEA NOT NULL
);
-- Bodies come compressed.
ALTER TABLE entry ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX entry_recorded ON entry (recorded);
CREATE INDEX entry_subject ON entry (subject);

CREATE FUNCTION the_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger only grows: an entry is never changed or removed'; END $$;
CREATE TRIGGER entry_is_not_changed BEFORE UPDATE OR DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION the_ledger_only_grows();
CREATE TRIGGER entry_is_not_emptied BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION the_ledger_only_grows();

CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    schema INTEGER NOT NULL,
    derived INTEGER NOT NULL,
    head BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
