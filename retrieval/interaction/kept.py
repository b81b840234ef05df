"""Token vectors carried from the passages of one version to those of the next that read the same."""

import sqlite3
from collections.abc import Mapping

import numpy as np

from retrieval.interaction.table import PLACE

Kept = Mapping[str, sqlite3.Row]  # text of a passage → its start, vectors, scales and places


def kept_tokens(connection: sqlite3.Connection, document_id: str) -> Kept:
    """The tokens of a document's clause passages as they are stored."""
    rows = connection.execute(
        "SELECT p.text, p.start, t.vectors, t.scales, t.places FROM tokens t "
        "JOIN passages p ON p.number = t.passage JOIN versions v ON v.number = p.version WHERE v.document_id = ?",
        (document_id,),
    )
    return {row["text"]: row for row in rows}


def carry_tokens(connection: sqlite3.Connection, version: int, kept: Kept) -> None:
    """Give the clause passages of *version* the tokens that *kept* has for their texts."""
    passages = connection.execute(
        "SELECT number, text, start FROM passages WHERE version = ? AND unit = 'clause'", (version,)
    ).fetchall()
    connection.executemany(
        "INSERT INTO tokens (passage, vectors, scales, places) VALUES (?, ?, ?, ?)",
        (
            (number, row["vectors"], row["scales"], _moved(row["places"], start - row["start"]))
            for number, text, start in passages
            if (row := kept.get(text)) is not None
        ),
    )


def _moved(places: bytes, by: int) -> bytes:
    """Places in the canonical text *by* characters further on; those of title and headings have none."""
    held = np.frombuffer(places, PLACE)
    return np.where(held < 0, held, held + by).astype(PLACE).tobytes()
