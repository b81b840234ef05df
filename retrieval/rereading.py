"""Stored texts read again by today's parser, so that a better parser reaches a library that is already there."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.model import Document, Passage
from ingest.pipeline import read_again
from retrieval.indexing import Encoder, Floats, Progress
from retrieval.library import Library


def read_all_again(library: Library, encoder: Encoder, report: Progress) -> int:
    """Store anew every version that is read differently today; return how many documents that changed.

    Each version is one transaction: its clauses, passages, metadata and receipt change together or not at all.
    Text, content hash, version number and id stay.
    """
    summaries = library.summaries()
    changed = 0
    for done, summary in enumerate(summaries, start=1):
        readings = [_reread(library, encoder, (summary.id, at)) for at in range(1, summary.version + 1)]
        changed += any(readings)
        report("parse", done, len(summaries))
    return changed


def _reread(library: Library, encoder: Encoder, at: tuple[str, int]) -> bool:
    """Whether this version of this document is read differently today; if so, it is stored anew."""
    ident, version = at
    stored = library.document(ident, version)
    again = read_again(stored)
    if version != library.summary(ident).version:
        again = replace(again, passages=())  # only current versions are searched
    if again == stored:
        return False
    library.replace(again, _vectors(library, encoder, again))
    return True


def _vectors(library: Library, encoder: Encoder, document: Document) -> Floats:
    """One row per passage; what has been encoded before is not encoded again."""
    known = {entry.text: entry.vector for entry in library.passages.of_document(document.id)}
    fresh = _unknown(document.passages, known)
    if fresh:
        known |= dict(zip(fresh, encoder.encode_passages(fresh), strict=True))
    if not document.passages:
        return np.zeros((0, 0), np.float32)
    return np.stack([known[passage.text] for passage in document.passages])


def _unknown(passages: Sequence[Passage], known: dict[str, Floats]) -> list[str]:
    return [text for text in dict.fromkeys(passage.text for passage in passages) if text not in known]
