"""Stored texts read again by today's parser, so that a better parser reaches a library that is already there."""

from dataclasses import replace

from ingest.pipeline import read_again
from retrieval.indexing import Encoder, Progress
from retrieval.library import Library
from retrieval.store.reuse import vectors_for


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
    library.replace(again, vectors_for(again, library.passages, encoder, _ignore))
    return True


def _ignore(done: int, total: int) -> None:
    """What is told are documents."""
