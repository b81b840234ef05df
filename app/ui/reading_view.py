"""How a question was read, in a few words, and what a reader changes of it, as requests take it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.ui.rendering import short
from app.words.slots import ASKABLE, ASKED, WHATEVER

Json = dict[str, Any]

LONGEST_SUMMARY = 18
MOST_CHIPS = 12  # documents searched that are shown one by one


def summary_words(answer: Mapping[str, Any]) -> str:
    """Place, year and what is asked, as far as the question was taken to name them."""
    read = answer["understood"]
    asked = [ASKED[slot] for slot in read["asked"] if slot in ASKED]
    years = [f"{year}年" for year in read.get("years", ())]
    said = [*read.get("regions", ()), *years, *asked]
    return short(" · ".join(said) or "未限定地区和内容", LONGEST_SUMMARY)


def asked_slot(answer: Mapping[str, Any]) -> str:
    """The one kind of thing that is asked; WHATEVER for none or several."""
    asked = [slot for slot in answer["understood"]["asked"] if slot in ASKABLE]
    return asked[0] if len(asked) == 1 else WHATEVER


def shown(answer: Mapping[str, Any], documents: Sequence[Json]) -> Json:
    """What the form holds at first: {"regions", "years", "asked", "as_typed", "documents"}.

    A place is named as the library's *documents* name it. Documents that are too many to be shown one by one are none.
    """
    read = answer["understood"]
    known = {document["id"]: document["region"] for document in documents}
    searched = [ident for ident in answer["searched"]["document_ids"] if ident in known]
    return {
        "regions": [_full(name, known.values()) for name in read.get("regions", ())],
        "years": list(read.get("years", ())),
        "asked": asked_slot(answer),
        "as_typed": "as_typed" in read.get("changed", ()),
        "documents": searched if len(searched) <= MOST_CHIPS else [],
    }


def _full(name: str, known: Iterable[str | None]) -> str:
    return next((region for region in known if region and name in region), name)


def changed(answer: Mapping[str, Any], before: Json, chosen: Json) -> Json:
    """The request's `understood`: what was changed for *answer* already, and what of *chosen* differs from *before*.

    The server keeps none of it, so all is sent again. Other places or years undo an earlier choice of documents; no
    documents are no choice. Years are sent as requests take them, from the first to the last.
    """
    new = {name: value for name, value in chosen.items() if value != before[name]}
    if not chosen["documents"]:
        new.pop("documents", None)
    held = before | {"documents": answer["searched"]["document_ids"]}
    kept = {name: held[name] for name in answer["understood"].get("changed", ()) if name in held}
    if "documents" not in new and {"regions", "years"} & set(new):
        kept.pop("documents", None)
    understood = kept | new
    if years := understood.get("years"):
        understood["years"] = [min(years), max(years)]
    return understood
