"""Which stored version a file or a text already is, the current or else the last of several."""

from ingest.pipeline import Known
from ingest.readers.fingerprint import Fingerprint
from retrieval.store.database import Database
from retrieval.store.versions import load_document

_ONE = """
    SELECT v.number, v.number = d.current AS is_current FROM versions v
    JOIN documents d ON d.id = v.document_id JOIN placements p ON p.document_id = d.id
    WHERE p.collection = ? AND v.number IN ({numbers}) ORDER BY is_current DESC, v.number DESC LIMIT 1
"""
_OF_TEXT = _ONE.format(numbers="SELECT number FROM versions WHERE content_hash = ?")
# By the bytes alone only where they are not those of the current version: that is read again by a better reader.
_OF_FILE = _ONE.format(
    numbers="""
    SELECT version FROM readings WHERE key = ?
    UNION SELECT f.version FROM files f
    JOIN versions o ON o.number = f.version JOIN documents e ON e.id = o.document_id
    WHERE f.sha256 = ? AND NOT EXISTS (SELECT 1 FROM files g WHERE g.sha256 = f.sha256 AND g.version = e.current)
"""
)


def find_version(database: Database, content_hash: str, collection: str) -> Known | None:
    """The version in *collection* that has this content; None when there is none."""
    return _known(database, _OF_TEXT, collection, content_hash)


def recognise_version(database: Database, file: Fingerprint, collection: str) -> Known | None:
    """The version in *collection* that a file with this fingerprint gave; None when none did."""
    return _known(database, _OF_FILE, collection, file.key, file.sha256)


def _known(database: Database, sql: str, *values: str) -> Known | None:
    row = database.row(sql, *values)
    document = load_document(database, row["number"]) if row else None
    return Known(document, bool(row["is_current"])) if row and document else None
