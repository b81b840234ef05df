"""Versions and their differences → the plain data of the HTTP contract."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.services.versions import Comparison
from ingest.changed_words import Piece
from ingest.differences import Edition
from ingest.model import Clause, Span
from ingest.own_words import own_words
from retrieval.store.versions import StoredVersion

Json = dict[str, Any]
Runs = Mapping[str, Sequence[Span]]


def version_item(version: StoredVersion) -> Json:
    """One version of a document, without its text."""
    return asdict(version) | {"warnings": list(version.warnings)}


def comparison_item(comparison: Comparison) -> Json:
    """What changed between two versions: every clause in one of the lists, or counted as unchanged."""
    found, old, new = comparison.difference, _Places(comparison.before), _Places(comparison.after)
    return {
        "document_id": comparison.document.id,
        "title": comparison.document.title,
        "old": version_item(comparison.old),
        "new": version_item(comparison.new),
        "changed": [
            {
                "old": old.item(change.old),
                "new": new.item(change.new),
                "renumbered": change.is_renumbered,
                "pieces": [piece_item(piece, old.text, new.text) for piece in change.pieces],
            }
            for change in found.changed
        ],
        "added": [new.item(clause) for clause in found.added],
        "removed": [old.item(clause) for clause in found.removed],
        "moved": [{"old": old.item(move.old), "new": new.item(move.new)} for move in found.moved],
        "unchanged": found.unchanged,
    }


class _Places:
    """The clauses of one version as items with their own words."""

    def __init__(self, edition: Edition) -> None:
        self.text = edition.text
        self._runs: Runs = own_words(edition.text, edition.clauses)

    def item(self, clause: Clause) -> Json:
        return {
            "clause_id": clause.id,
            "clause": clause.reference,
            "path": list(clause.path),
            "level": clause.level,
            "start": clause.start,
            "end": clause.end,
            "text": "\n".join(run.of(self.text) for run in self._runs[clause.id]),
        }


def piece_item(piece: Piece, old: str, new: str) -> Json:
    words = piece.new.of(new) if piece.new else piece.old.of(old) if piece.old else ""
    return {"kind": piece.kind, "text": words, "old": _span(piece.old), "new": _span(piece.new)}


def _span(span: Span | None) -> Json | None:
    return asdict(span) if span else None
