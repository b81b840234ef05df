"""Marks → the plain data of the HTTP contract."""

from typing import Any

from app.services.marks import PlacedMark, RowMark
from app.words.marks import CHANGED, ORPHANED
from retrieval.store.marks import Carried, Mark

Json = dict[str, Any]


def mark_item(carried: Carried | None) -> Json | None:
    """A mark with the words it was made on and what to beware of; None for none."""
    if carried is None:
        return None
    row = carried.row
    remark = ORPHANED if row is None else CHANGED if carried.changed else None
    return {
        **entry_item(carried.mark),
        "row_id": row.id if row else None,
        "changed": carried.changed,
        "remark": remark,
    }


def entry_item(mark: Mark) -> Json:
    """One entry of a row's history; ``state`` null took the mark back."""
    return {
        "state": mark.state,
        "note": mark.note,
        "who": mark.who,
        "at": mark.made_at,
        "marked_row_id": mark.row_id,
        "clause_id": mark.clause_id,
        "version": mark.version,
        "quote": mark.quote,
        "start": mark.start,
        "end": mark.end,
    }


def row_mark_item(found: RowMark) -> Json:
    """The mark of a row and its history."""
    return {"mark": mark_item(found.carried), "history": [entry_item(mark) for mark in found.history]}


def placed_mark_item(placed: PlacedMark) -> Json:
    """A mark that also names its document."""
    document = placed.document
    item = mark_item(placed.carried) or {}
    return {"document_id": document.id, "title": document.title, "file_name": document.file_name, **item}
