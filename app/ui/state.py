"""What one visitor's session remembers: the conversation, the documents to search, the receipts of uploads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer with an excerpt for each citation shown, or a problem in words.

    ``excerpts`` maps "c1", "c2"… (citations) and "n1"… (nearest clauses) to HTML, made when the answer came, so that
    an old turn shows what it cited even after the document has changed.
    """

    question: str
    answer: Json | None = None
    excerpts: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file: what the API said of it, or why it was refused."""

    file_name: str
    reply: Json | None = None
    problem: str | None = None


def turns() -> list[Turn]:
    """The conversation so far, oldest first; append to it."""
    return _kept("turns")


def uploads() -> list[Upload]:
    """What became of the files uploaded last; append to it."""
    return _kept("uploads")


def history() -> list[Json]:
    """The user's turns that were answered, as `/v1/ask` takes them."""
    return [{"role": "user", "content": turn.question} for turn in turns() if turn.answer]


def put_question(question: str) -> None:
    """Ask *question* as soon as there is a server to ask."""
    st.session_state["waiting_question"] = question


def waiting_question() -> str | None:
    """The question that is still to be asked."""
    question: str | None = st.session_state.get("waiting_question")
    return question


def take_question() -> str | None:
    """The question that is still to be asked; after this there is none."""
    question: str | None = st.session_state.pop("waiting_question", None)
    return question


def upload_round() -> int:
    """Part of the uploader's key: a new number empties it."""
    number: int = st.session_state.setdefault("upload_round", 0)
    return number


def next_upload_round() -> None:
    st.session_state["upload_round"] = upload_round() + 1


def _kept(name: str) -> list[Any]:
    items: list[Any] = st.session_state.setdefault(name, [])
    return items
