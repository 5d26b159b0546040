-- A ledger as schema version 1 leaves it: one document, its reading, one review of a person.
-- Never changed: later versions open it as it is.
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
CREATE TABLE document (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT,
    publisher TEXT,
    title TEXT,
    published TEXT,
    until INTEGER,
    signature BLOB NOT NULL
);
CREATE TABLE reading (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    until INTEGER
);
CREATE INDEX reading_document ON reading (document);
CREATE TABLE testimony (
    no INTEGER PRIMARY KEY,
    base INTEGER NOT NULL,
    question INTEGER NOT NULL,
    voice INTEGER NOT NULL,
    publisher INTEGER,
    spoken TEXT,
    document INTEGER NOT NULL,
    reach_from INTEGER NOT NULL,
    reach_to INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    live BOOLEAN NOT NULL,
    withdraws BOOLEAN NOT NULL,
    until INTEGER,
    cells BLOB NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX testimony_base ON testimony (base);
CREATE INDEX testimony_chain ON testimony (base, voice, spoken) WHERE spoken IS NOT NULL AND until IS NULL;
CREATE INDEX testimony_withdraws ON testimony (base) WHERE withdraws;
CREATE INDEX testimony_voice ON testimony (question, voice) WHERE live;
CREATE TABLE cell (
    key INTEGER NOT NULL,
    live BOOLEAN NOT NULL,
    wide BOOLEAN NOT NULL,
    reach_from INTEGER NOT NULL,
    testimony INTEGER NOT NULL,
    reach_to INTEGER NOT NULL,
    PRIMARY KEY (key, live, wide, reach_from, testimony)
) WITHOUT ROWID;
CREATE TABLE sum (
    question INTEGER PRIMARY KEY,
    foretold INTEGER NOT NULL,
    told INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    revised INTEGER NOT NULL,
    admitted INTEGER NOT NULL
);
CREATE TABLE tie (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    rule TEXT NOT NULL,
    counts BOOLEAN NOT NULL,
    question_a INTEGER NOT NULL,
    question_b INTEGER NOT NULL,
    PRIMARY KEY (a, b, kind)
) WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b);
CREATE INDEX tie_question_a ON tie (question_a, kind, counts);
CREATE INDEX tie_question_b ON tie (question_b, kind, counts) WHERE question_a <> question_b;
CREATE TABLE question (
    no INTEGER PRIMARY KEY,
    base INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    text TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX question_base ON question (base, first_day);
CREATE TABLE question_name (
    id TEXT NOT NULL,
    since INTEGER NOT NULL,
    question INTEGER NOT NULL,
    own BOOLEAN NOT NULL,
    PRIMARY KEY (id, since)
) WITHOUT ROWID;
CREATE INDEX question_name_question ON question_name (question, since);
CREATE TABLE standing (
    no INTEGER PRIMARY KEY,
    question INTEGER NOT NULL,
    until INTEGER,
    kind INTEGER NOT NULL,
    code INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    origins INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX standing_question ON standing (question, no);
CREATE INDEX standing_order ON standing (kind, code, changed DESC, question, until);
CREATE TABLE tally (
    kind INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    alive INTEGER NOT NULL,
    PRIMARY KEY (kind, standing, seq)
) WITHOUT ROWID;
CREATE TABLE frontier (
    seq INTEGER PRIMARY KEY,
    changed INTEGER NOT NULL
);
CREATE TABLE mark (
    sort INTEGER NOT NULL,
    key INTEGER NOT NULL,
    hit INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (sort, key, hit)
) WITHOUT ROWID;
CREATE TABLE name (
    sort INTEGER NOT NULL,
    folded TEXT NOT NULL,
    key INTEGER NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (sort, folded, key)
) WITHOUT ROWID;
CREATE TABLE word (
    no INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'ascii');
INSERT INTO entry VALUES (1, 1, 'doc_gmxcifgrri5ynrsm', 'hearsay', '', 1700000000000000, x'9bfe53668baadea287632dbcaacaf12cc4db9f207347400317aca2841b4f6f17', x'758e414ec3301045cb4d2cafabb609759d648bc405608710b2e34932aaed44b6835221eec17d38184c92a2ae98cdcc7cff79feeddd6629beb6cdcfb53e381a5ef100431fd22e4d896fb9e9ebd1814fa4d3f8d6baa9c6a60d01c5c587e8c8113b958b13bd0b511c4a7d94e270345a1e74592a6384cc749e9b461995e54d96c9dc80ce0a511412a490e5098a7b3a12657924d619fd9c20c1f2f7d22a4ed3a062542d445ebdbc6eb95303c94fcac16cc26481d6470cc05462a903e6d05ad637ecfb2ba6773c934b5f2c7ab2f9d15ac28dda62ec20d0ddd5c31efa3120295b3e064b7a97d210abfdbe5ef51d4cca0d16f6339bdf10e68fe97a830dde76ab7c3b52664281a703dfa735ffe77317009821ef3f7977bf');
INSERT INTO entry VALUES (2, 3, 'doc_gmxcifgrri5ynrsm', 'hearsay', '', 1700000000000000, x'241e6b04d1e3e679252dec09cd7f0668eacf8113f3e74d42fb713f06a2b4758f', x'ab564ace49cccc2d56b252888ead0500');
INSERT INTO entry VALUES (3, 9, 'qst_x', 'desk', 'looked at', 1700000001000000, x'493aa6b41b0f8797507ebe8849fc453c7b84a7ed6fd21d6bf9436ffdbb938c13', x'abae0500');
INSERT INTO state VALUES (1, 1, 1, 3, x'493aa6b41b0f8797507ebe8849fc453c7b84a7ed6fd21d6bf9436ffdbb938c13');
INSERT INTO document VALUES (1, 'doc_gmxcifgrri5ynrsm', 'report.txt', 'https://courier.example/mill', 'Østvik Courier', 'Fire at the mill of Østvik', NULL, NULL, x'010203');
INSERT INTO reading VALUES (2, 1, NULL);
INSERT INTO mark VALUES (3, -6368224125316975372, 1, 1);
PRAGMA application_id = 1751474546;
