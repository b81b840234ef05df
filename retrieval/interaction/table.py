"""Token vectors of the clause passages, in the store of record's file: made anew wherever they are missing."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.interaction.encoder import Floats, PassageTokens
from retrieval.store.database import Database

_MOST = 127
_SCALE, PLACE = np.dtype("<f2"), np.dtype("<i4")
_CONTEXT = -1  # the place of a token of title and headings
_BATCH = 200

_MISSING = """
    SELECT p.number, p.start, p."end", p.text FROM passages p LEFT JOIN tokens t ON t.passage = p.number
    WHERE p.unit = 'clause' AND p.number > ? AND t.passage IS NULL ORDER BY p.number LIMIT ?
"""
_COUNT = """
    SELECT count(*) AS n FROM passages p LEFT JOIN tokens t ON t.passage = p.number
    WHERE p.unit = 'clause' AND p.number > ? AND t.passage IS NULL
"""


@dataclass(frozen=True, slots=True)
class Bare:
    """A clause passage without tokens: its number, and the passage's text, whose last characters are
    ``[start:end]`` of the canonical text."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """Tokens of several passages, one passage after the other.

    ``passages`` (p,) their numbers; tokens ``borders[i]:borders[i + 1]`` belong to the i-th of them. ``vectors`` (n, d) of
    unit length; ``places`` (n,) in the canonical text, rising within a passage, -1 for title and headings.
    """

    passages: npt.NDArray[np.int64]
    borders: npt.NDArray[np.int64]
    vectors: Floats
    places: npt.NDArray[np.int32]


class TokenTable:
    """Reads and writes token vectors in 8 bits, one scale a token. Raises LibraryDamaged, StorageFailed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def adopt(self, fingerprint: str) -> None:
        """Let go of what another encoder than the one of this *fingerprint* made."""
        row = self._database.row("SELECT value FROM meta WHERE key = 'interaction'")
        if row is not None and row["value"] == fingerprint:
            return
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM tokens")
            connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES ('interaction', ?)", (fingerprint,)
            )

    def count_missing(self, after: int = 0) -> int:
        """How many clause passages lack tokens, among those with a number past *after*."""
        row = self._database.row(_COUNT, after)
        return int(row["n"]) if row else 0

    def missing(self, after: int = 0) -> list[Bare]:
        """The first clause passages without tokens, a batch of them, past *after*; empty when there are none."""
        rows = self._database.rows(_MISSING, after, _BATCH)
        return [Bare(row["number"], row["start"], row["end"], row["text"]) for row in rows]

    def put(self, pairs: Iterable[tuple[Bare, PassageTokens]]) -> None:
        """Store the tokens of passages; of one that is gone meanwhile nothing is stored."""
        rows = [_row(bare, tokens) for bare, tokens in pairs]
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO tokens (passage, vectors, scales, places) "
                "SELECT number, ?2, ?3, ?4 FROM passages WHERE number = ?1",
                rows,
            )

    def of(self, passages: Sequence[int]) -> StoredTokens:
        """The tokens of those of *passages* that have any, by number."""
        blanks = ", ".join("?" * len(passages))
        rows = self._database.rows(
            f"SELECT passage, vectors, scales, places FROM tokens WHERE passage IN ({blanks}) ORDER BY passage",
            *passages,
        )
        return _joined(rows)


def _row(bare: Bare, tokens: PassageTokens) -> tuple[int, bytes, bytes, bytes]:
    words = len(bare.text) - (bare.end - bare.start)  # where the passage's own words begin
    places = np.where(tokens.places < words, _CONTEXT, tokens.places - words + bare.start)
    scales = np.maximum(np.abs(tokens.vectors).max(axis=1), np.finfo(np.float32).tiny) / _MOST
    levels = np.rint(tokens.vectors / scales[:, None]).astype(np.int8)
    return bare.number, levels.tobytes(), scales.astype(_SCALE).tobytes(), places.astype(PLACE).tobytes()


def _joined(rows: Sequence[sqlite3.Row]) -> StoredTokens:
    def joined(parts: Sequence[bytes], dtype: np.dtype) -> npt.NDArray[Any]:
        return np.frombuffer(b"".join(parts), dtype)

    passages, levels, scales, places = zip(*rows, strict=True) if rows else [()] * 4
    scale = joined(scales, _SCALE).astype(np.float32)
    vectors = joined(levels, np.dtype(np.int8)).astype(np.float32)
    vectors = vectors.reshape(len(scale), -1 if len(scale) else 0)
    vectors *= scale[:, None]  # in place: half the time of a product of two types
    return StoredTokens(
        passages=np.array(passages, np.int64),
        borders=np.cumsum([0, *(len(part) // _SCALE.itemsize for part in scales)]),
        vectors=vectors,
        places=joined(places, PLACE),
    )
