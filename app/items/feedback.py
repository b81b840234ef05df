"""Feedback → the plain data of the HTTP contract, and lines of a file of questions as evaluation reads them."""

from typing import Any

from app.items.conversations import turn_item
from retrieval.store.feedback import Judged

Json = dict[str, Any]


def judged_item(judged: Judged) -> Json:
    """An answer with what was found of it and the questions before it."""
    return {**turn_item(judged.turn), "earlier": list(judged.earlier)}


def question_item(item: Json) -> Json:
    """A judged item as a line of gold questions, with the verdict.

    Only an answer that was found good has gold quotes: its citations; a person must add those of the others.
    """
    answer, feedback = item["answer"], item["feedback"]
    good = feedback["verdict"] == "up"
    given = [{"doc": c["file_name"], "clause": c["clause"], "quote": c["quote"]} for c in answer["citations"]]
    leans = answer["standalone_question"] != item["question"]
    return {
        "id": item["id"],
        "question": item["question"],
        "docs": list(dict.fromkeys(each["doc"] for each in given)) if good else [],
        "type": "confirmed" if good else "to_check",
        "gold": given if good else [],
        "answer": answer["answer"],
        "must_include": [],
        "context": item["earlier"] if leans else [],
        "verdict": feedback["verdict"],
        "reasons": feedback["reasons"],
        "note": feedback["note"],
        "status": answer["status"],
        "given": given,
        "asked_at": item["asked_at"],
    }
