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

-- Who did what, when. Rows are only ever added; only what the time of keeping has run out for may go.
CREATE TABLE IF NOT EXISTS audit (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT NOT NULL,
    key_id     TEXT NOT NULL,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    action     TEXT NOT NULL,
    subject    TEXT NOT NULL,  -- the id of what it was done to: a document, a row, a key
    words      TEXT NOT NULL,  -- a title, a question, a name
    request_id TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_by_time ON audit (at);

CREATE TABLE IF NOT EXISTS retention (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    before TEXT NOT NULL  -- rows from before this moment may go
);

CREATE TRIGGER IF NOT EXISTS audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER IF NOT EXISTS audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER IF NOT EXISTS audit_is_kept BEFORE DELETE ON audit
WHEN OLD.at >= (SELECT coalesce(max(before), '') FROM retention)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER IF NOT EXISTS retention_only_moves_on BEFORE UPDATE ON retention WHEN NEW.before < OLD.before
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
