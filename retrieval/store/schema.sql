-- The store of record. Versions are never changed once written; passages exist for current versions only.
-- Numbers (AUTOINCREMENT) are never used twice, so that a stale index can't point at a newer row.
CREATE TABLE IF NOT EXISTS meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS documents (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which they were added
    id      TEXT NOT NULL UNIQUE,
    current INTEGER NOT NULL REFERENCES versions (number) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS versions (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    version      INTEGER NOT NULL,
    file_name    TEXT NOT NULL,
    title        TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    text         TEXT NOT NULL,  -- the canonical text; every offset below counts its characters
    metadata     TEXT NOT NULL,
    noise        TEXT NOT NULL,
    receipt      TEXT NOT NULL,
    warnings     TEXT NOT NULL,
    added_at     TEXT NOT NULL,
    UNIQUE (document_id, version)
);
CREATE INDEX IF NOT EXISTS versions_by_content ON versions (content_hash);

CREATE TABLE IF NOT EXISTS files (
    version INTEGER PRIMARY KEY REFERENCES versions (number) ON DELETE CASCADE,
    data    BLOB NOT NULL,
    sha256  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS files_by_sha256 ON files (sha256, version);

-- What files gave a version when they were read (ingest.readers.fingerprint): such a file needs no reading again.
CREATE TABLE IF NOT EXISTS readings (
    key     TEXT NOT NULL,
    version INTEGER NOT NULL REFERENCES versions (number) ON DELETE CASCADE,
    PRIMARY KEY (key, version)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS readings_by_version ON readings (version);

CREATE TABLE IF NOT EXISTS clauses (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    version  INTEGER NOT NULL REFERENCES versions (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT NOT NULL,
    label    TEXT NOT NULL,
    heading  TEXT NOT NULL,
    path     TEXT NOT NULL,
    labels   TEXT NOT NULL,
    level    INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    parent   TEXT,
    unit     TEXT NOT NULL,
    UNIQUE (version, position),
    UNIQUE (version, id)
);
CREATE INDEX IF NOT EXISTS clauses_by_id ON clauses (id);

CREATE TABLE IF NOT EXISTS passages (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions (number) ON DELETE CASCADE,
    clause  INTEGER NOT NULL REFERENCES clauses (number) ON DELETE CASCADE,
    unit    TEXT NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    text    TEXT NOT NULL,
    vector  BLOB NOT NULL  -- float16, little-endian, unit length
);
CREATE INDEX IF NOT EXISTS passages_by_version ON passages (version);
CREATE INDEX IF NOT EXISTS passages_by_clause ON passages (clause);

-- The commitment ledger: one row a commitment, of every version. What is filtered and sorted by has a column of its own.
CREATE TABLE IF NOT EXISTS commitments (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    version     INTEGER NOT NULL REFERENCES versions (number) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    id          TEXT NOT NULL,
    clause_id   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    strength    TEXT NOT NULL,
    due         TEXT,              -- the last day on which it is in time
    has_number   INTEGER NOT NULL,
    has_deadline INTEGER NOT NULL,
    has_body    INTEGER NOT NULL,
    words       TEXT NOT NULL,     -- the quote, folded
    bodies      TEXT NOT NULL,     -- responsible bodies, folded, one a line
    units       TEXT NOT NULL,     -- units of its figures with and without the rate, folded, each between line breaks
    row         TEXT NOT NULL,     -- all its fields
    UNIQUE (version, position),
    UNIQUE (version, id)
);
CREATE INDEX IF NOT EXISTS commitments_by_id ON commitments (id);
-- All that a filter reads, without and with words, so that counting and paging over a whole library leave the rows' JSON
-- alone.
CREATE INDEX IF NOT EXISTS commitments_by_kind ON commitments
    (version, kind, strength, due, has_number, has_deadline, has_body);
CREATE INDEX IF NOT EXISTS commitments_by_traits ON commitments
    (version, position, kind, strength, due, has_number, has_deadline, has_body, id, words, bodies, units);

-- The versions whose commitments have been read, and how many there are: a ledger without rows is one as well.
CREATE TABLE IF NOT EXISTS ledgers (
    version INTEGER PRIMARY KEY REFERENCES versions (number) ON DELETE CASCADE,
    rows    INTEGER NOT NULL
);

-- What people decided on pairs of rows of different plans: one topic, or not. Row ids name a clause and the words, so
-- that a decision outlives reading the documents again; the words and the clause find the row once it is reworded.
CREATE TABLE IF NOT EXISTS topic_pairs (
    left_id        TEXT NOT NULL,  -- the smaller of both ids
    right_id       TEXT NOT NULL,
    verdict        TEXT NOT NULL,  -- together, apart
    left_document  TEXT NOT NULL,
    right_document TEXT NOT NULL,
    left_clause    TEXT NOT NULL,
    right_clause   TEXT NOT NULL,
    left_quote     TEXT NOT NULL,
    right_quote    TEXT NOT NULL,
    made_at        TEXT NOT NULL,  -- ISO 8601 in UTC, to the second
    PRIMARY KEY (left_id, right_id)
) WITHOUT ROWID;

-- What people noted on rows of the ledger. Only ever added to: the last entry of a row counts, the others are its history.
CREATE TABLE IF NOT EXISTS marks (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    row_id      TEXT NOT NULL,
    clause_id   TEXT NOT NULL,
    version     INTEGER NOT NULL,  -- the one whose text[start:end] is quote
    quote       TEXT NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    state       TEXT,              -- done, doing, todo; NULL takes a mark back
    note        TEXT NOT NULL,
    who         TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    follows     TEXT               -- the row whose mark this one takes up, after the words had changed
);
CREATE INDEX IF NOT EXISTS marks_by_document ON marks (document_id);

INSERT OR IGNORE INTO meta (key, value) VALUES
    ('library', lower(hex(randomblob(6)))),
    ('generation', '0');

-- Where the text of a version stood in its file; none for plain text, whose file is its text.
CREATE TABLE IF NOT EXISTS layouts (
    version INTEGER PRIMARY KEY REFERENCES versions (number) ON DELETE CASCADE,
    layout  TEXT NOT NULL
);

-- Vectors of the tokens of clause passages (retrieval/interaction); filled in wherever they are missing.
CREATE TABLE IF NOT EXISTS tokens (
    passage INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
    vectors BLOB NOT NULL,  -- int8, (tokens, dimension)
    scales  BLOB NOT NULL,  -- float16, one a token
    places  BLOB NOT NULL   -- int32, character of the canonical text; -1 in title and headings
);

-- Conversations belong to who had them. Answers are kept as they were given: the whole contract, with its quotes and versions.
CREATE TABLE IF NOT EXISTS conversations (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    owner      TEXT NOT NULL,
    title      TEXT NOT NULL,  -- '' until the first question or a person names it
    words      TEXT NOT NULL,  -- the title, folded, to be searched
    made_at    TEXT NOT NULL,  -- ISO 8601 in UTC, to the second
    changed_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_by_owner ON conversations (owner);

CREATE TABLE IF NOT EXISTS turns (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (number) ON DELETE CASCADE,
    asked_at     TEXT NOT NULL,
    question     TEXT NOT NULL,
    words        TEXT NOT NULL,  -- question, answer and titles cited, folded, to be searched
    answer       TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS turns_by_conversation ON turns (conversation);

-- Each document is in one collection. Its identity is what a new version of it has as well; one identity may be in several
-- collections, as a document of its own in each.
CREATE TABLE IF NOT EXISTS collections (
    name      TEXT PRIMARY KEY,
    may_leave INTEGER NOT NULL  -- whether its words may be sent to a chat model
) WITHOUT ROWID;
INSERT OR IGNORE INTO collections (name, may_leave) VALUES ('默认', 1);

CREATE TABLE IF NOT EXISTS placements (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    collection  TEXT NOT NULL REFERENCES collections (name),
    identity    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS placements_by_identity ON placements (identity);
INSERT OR IGNORE INTO placements (document_id, collection, identity) SELECT id, '默认', id FROM documents;

-- What people found of an answer: one verdict a turn, the last one.
CREATE TABLE IF NOT EXISTS feedback (
    turn    INTEGER PRIMARY KEY REFERENCES turns (number) ON DELETE CASCADE,
    verdict TEXT NOT NULL,  -- up, down
    reasons TEXT NOT NULL,
    note    TEXT NOT NULL,
    made_at TEXT NOT NULL
);
