"""What files gave a version when they were read: such a file needs no reading again."""

import sqlite3

from ingest.model import Document


def insert_reading(connection: sqlite3.Connection, key: str, document: Document) -> None:
    """A file with this key (ingest.readers.fingerprint) gave this version of *document*, if that is still there."""
    connection.execute(
        "INSERT OR IGNORE INTO readings (key, version) "
        "SELECT ?, number FROM versions WHERE document_id = ? AND version = ?",
        (key, document.id, document.version),
    )


def carry_readings(connection: sqlite3.Connection, number: int, document: Document) -> None:
    """What gave an older version with the words of *document* gives the one with this number too: it has come back."""
    connection.execute(
        "INSERT OR IGNORE INTO readings (key, version) SELECT r.key, ? FROM readings r "
        "JOIN versions v ON v.number = r.version WHERE v.document_id = ? AND v.content_hash = ?",
        (number, document.id, document.content_hash),
    )
