-- Keys and the audit log, apart from the library: the command line writes here while a server owns the library.
CREATE TABLE IF NOT EXISTS meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Rows stay when a key is revoked: the audit log names them.
CREATE TABLE IF NOT EXISTS keys (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
    collections TEXT,           -- a JSON list; NULL for all
    note        TEXT NOT NULL,
    hash        TEXT NOT NULL,  -- SHA-256 of the secret, which is random and long: nothing slower is needed
    made_at     TEXT NOT NULL,  -- ISO 8601 in UTC, to the second, like all times here
    expires_at  TEXT,
    revoked_at  TEXT
) WITHOUT ROWID;
