-- What is recorded, and where it ends. Version 1 of the schema.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    subject TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    hash BLOB NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX entry_recorded ON entry (recorded);
CREATE INDEX entry_subject ON entry (subject);

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: an entry is never changed'); END;
CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: an entry is never removed'); END;
-- INSERT OR REPLACE removes without asking the trigger above.
CREATE TRIGGER entry_is_not_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: an entry is never replaced'); END;

CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    schema INTEGER NOT NULL,
    derived INTEGER NOT NULL,
    head INTEGER NOT NULL,
    hash BLOB NOT NULL
);
