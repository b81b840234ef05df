"""`wence commitments --account`: what became of each figure, date, ban and body of a plan."""

import json
from collections.abc import Iterator, Sequence

from app.clients.client import Json
from app.clients.door import Door, open_filled
from app.settings import Settings
from app.words.ledger import SORTS, account_words

HEAD = ("条款", "原文", "种类", "去向")


def print_account(documents: Sequence[str], settings: Settings, *, as_json: bool) -> int:
    """Print the account of *documents*, or of all: in words what is in no row, as JSON everything."""
    with open_filled(settings) as door:
        idents = documents or [document["id"] for document in door.documents()]
        if as_json:
            entries = {ident: door.account(ident) for ident in idents}
            print(json.dumps(entries, ensure_ascii=False, indent=1))
        else:
            print("\n".join(line for ident in idents for line in _lines(door, ident)))
    return 0


def _lines(door: Door, ident: str) -> Iterator[str]:
    yield f"《{door.document(ident)['title']}》"
    if words := account_words(door.receipt(ident)):
        yield f"台账核对：{words}。"
    entries = [entry for entry in door.account(ident) if entry["state"] != "in_row"]
    if entries:
        yield " | ".join(HEAD)
    for entry in sorted(entries, key=lambda entry: entry["state"] == "set_aside"):
        yield " | ".join(_cells(entry))


def _cells(entry: Json) -> tuple[str, ...]:
    words = " ".join(entry["words"].split())
    return entry["clause"] or "—", words, SORTS[entry["sort"]], entry["reason"] or "待人工核对"
