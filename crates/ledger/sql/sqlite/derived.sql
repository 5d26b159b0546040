-- All that follows from the entries and can be dropped and made again from them.
-- What people judged, found without going through all that was read. Entries stay when derived tables go.
CREATE INDEX IF NOT EXISTS entry_judgement ON entry (seq) WHERE kind > 3;
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
CREATE INDEX reading_document ON reading (document, seq);
CREATE TABLE testimony (
    no INTEGER PRIMARY KEY,
    base INTEGER NOT NULL,
    question INTEGER NOT NULL,
    voice INTEGER NOT NULL,
    spoken TEXT NOT NULL,
    document INTEGER NOT NULL,
    reach_from INTEGER NOT NULL,
    reach_to INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    live BOOLEAN NOT NULL,
    withdraws BOOLEAN NOT NULL,
    until INTEGER,
    low REAL,
    high REAL,
    cells BLOB NOT NULL
);
-- Apart from the rows, so that many of those lie on one page: adding looks through rows far more often than it
-- reads what they say.
CREATE TABLE testimony_body (
    testimony INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE INDEX testimony_chain ON testimony (base, voice, spoken);
CREATE INDEX testimony_until ON testimony (until) WHERE until IS NOT NULL;
CREATE INDEX testimony_withdraws ON testimony (base) WHERE withdraws;
-- These two answer by themselves, without the rows.
CREATE INDEX testimony_voice ON testimony (question, voice, spoken, flags, live) WHERE live;
CREATE INDEX testimony_number ON testimony (question, spoken, flags, live, low, high) WHERE live AND low IS NOT NULL;
CREATE TABLE cell (
    key INTEGER NOT NULL,
    live BOOLEAN NOT NULL,
    span INTEGER NOT NULL,
    reach_from INTEGER NOT NULL,
    testimony INTEGER NOT NULL,
    reach_to INTEGER NOT NULL,
    PRIMARY KEY (key, live, span, reach_from, testimony)
) WITHOUT ROWID;
CREATE TABLE sum (
    question INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE tie (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    counts BOOLEAN NOT NULL,
    PRIMARY KEY (a, b, kind)
) WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b);
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
