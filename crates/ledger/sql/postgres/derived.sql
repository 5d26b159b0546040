-- All that follows from the entries and can be dropped and made again from them.
-- What people judged, found without going through all that was read. Entries stay when derived tables go.
CREATE INDEX IF NOT EXISTS entry_judgement ON entry (seq) WHERE kind > 3;
CREATE TABLE document (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT,
    publisher TEXT,
    title TEXT,
    published TEXT,
    until BIGINT,
    signature BYTEA NOT NULL
);
CREATE TABLE reading (
    seq BIGINT PRIMARY KEY,
    document BIGINT NOT NULL,
    until BIGINT
);
CREATE INDEX reading_document ON reading (document, seq);
CREATE TABLE testimony (
    no BIGINT PRIMARY KEY,
    base BIGINT NOT NULL,
    question BIGINT NOT NULL,
    voice BIGINT NOT NULL,
    spoken TEXT COLLATE "C" NOT NULL,
    document BIGINT NOT NULL,
    reach_from INTEGER NOT NULL,
    reach_to INTEGER NOT NULL,
    flags SMALLINT NOT NULL,
    live BOOLEAN NOT NULL,
    withdraws BOOLEAN NOT NULL,
    until BIGINT,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    cells BYTEA NOT NULL
);
-- Apart from the rows, so that many of those lie on one page: adding looks through rows far more often than it
-- reads what they say.
CREATE TABLE testimony_body (
    testimony BIGINT PRIMARY KEY,
    body BYTEA NOT NULL
);
CREATE INDEX testimony_chain ON testimony (base, voice, spoken);
CREATE INDEX testimony_until ON testimony (until) WHERE until IS NOT NULL;
CREATE INDEX testimony_withdraws ON testimony (base) WHERE withdraws;
-- These two answer by themselves, without the rows.
CREATE INDEX testimony_voice ON testimony (question, voice, spoken, flags, live) WHERE live;
CREATE INDEX testimony_number ON testimony (question, spoken, flags, live, low, high) WHERE live AND low IS NOT NULL;
CREATE TABLE cell (
    key BIGINT NOT NULL,
    live BOOLEAN NOT NULL,
    span SMALLINT NOT NULL,
    reach_from INTEGER NOT NULL,
    testimony BIGINT NOT NULL,
    reach_to INTEGER NOT NULL,
    PRIMARY KEY (key, live, span, reach_from, testimony)
);
CREATE TABLE sum (
    question BIGINT PRIMARY KEY,
    body BYTEA NOT NULL
);
CREATE TABLE tie (
    a BIGINT NOT NULL,
    b BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    counts BOOLEAN NOT NULL,
    PRIMARY KEY (a, b, kind)
);
CREATE INDEX tie_b ON tie (b);
CREATE TABLE question (
    no BIGINT PRIMARY KEY,
    base BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    text TEXT NOT NULL,
    body BYTEA NOT NULL
);
CREATE INDEX question_base ON question (base, first_day);
CREATE TABLE question_name (
    id TEXT NOT NULL,
    since BIGINT NOT NULL,
    question BIGINT NOT NULL,
    own BOOLEAN NOT NULL,
    PRIMARY KEY (id, since)
);
CREATE INDEX question_name_question ON question_name (question, since);
CREATE TABLE standing (
    no BIGINT PRIMARY KEY,
    question BIGINT NOT NULL,
    until BIGINT,
    kind SMALLINT NOT NULL,
    code SMALLINT NOT NULL,
    grade SMALLINT NOT NULL,
    changed BIGINT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    origins INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    body BYTEA NOT NULL
);
CREATE INDEX standing_question ON standing (question, no);
CREATE INDEX standing_order ON standing (kind, code, changed DESC, question, no, until);
CREATE TABLE tally (
    kind SMALLINT NOT NULL,
    standing SMALLINT NOT NULL,
    seq BIGINT NOT NULL,
    alive BIGINT NOT NULL,
    PRIMARY KEY (kind, standing, seq)
);
CREATE TABLE frontier (
    seq BIGINT PRIMARY KEY,
    changed BIGINT NOT NULL
);
CREATE TABLE mark (
    sort SMALLINT NOT NULL,
    key BIGINT NOT NULL,
    hit BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (sort, key, hit)
);
CREATE TABLE name (
    sort SMALLINT NOT NULL,
    folded TEXT NOT NULL,
    key BIGINT NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (sort, folded, key)
);
CREATE TABLE word (
    no SMALLINT PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
CREATE TABLE words (
    no BIGINT PRIMARY KEY,
    text TSVECTOR NOT NULL
);
CREATE INDEX words_text ON words USING gin (text);
