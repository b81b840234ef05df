"""Vectors for a document's passages: what reads as before is not encoded again."""

from collections.abc import Callable

import numpy as np

from ingest.model import Document
from retrieval.indexing import Encoder, Floats
from retrieval.store.passage_table import PassageTable


def vectors_for(
    document: Document, stored: PassageTable, encoder: Encoder, report: Callable[[int, int], None]
) -> Floats:
    """One row per passage, (n, d); passages that read the same share one, with those stored of this document too.

    *report* gets passages encoded and all that have to be.
    """
    known = {entry.text: entry.vector for entry in stored.of_document(document.id)}
    fresh = [text for text in dict.fromkeys(p.text for p in document.passages) if text not in known]
    if fresh:
        report(0, len(fresh))
        known |= dict(zip(fresh, encoder.encode_passages(fresh, report), strict=True))
    if not document.passages:
        return np.zeros((0, 0), np.float32)
    return np.stack([known[passage.text] for passage in document.passages])
