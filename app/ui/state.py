"""What one visitor's session remembers: the conversation on the page, the question under way, receipts of uploads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

Json = dict[str, Any]

STOPPED = "已停止。上面是停止前写出的文字，没有写完，也没有核对，不要据此引用。"
STOPPED_BEFORE = "已停止，还没有写出回答。"


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
    written: str = ""  # what stood there when the reader stopped the answer
    id: str | None = None  # of the answer as the server keeps it
    feedback: Json | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be asked: within *scope* where it is given, else as the sidebar says; *alone*: of its own;
    *understood*: what is to be read otherwise than it says."""

    text: str
    scope: Json | None = None
    alone: bool = False
    understood: Json | None = None


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


def conversation() -> str | None:
    """The conversation on the page, as the server knows it; None before its first question."""
    conversation_id: str | None = st.session_state.get("conversation")
    return conversation_id


def show_conversation(conversation_id: str | None, told: Iterable[Turn] = ()) -> None:
    """From now on the page shows this conversation; None begins a new one."""
    st.session_state["conversation"] = conversation_id
    turns()[:] = told


def keep_conversation(conversation_id: str | None) -> None:
    """The conversation on the page is kept under this id; None: no longer."""
    st.session_state["conversation"] = conversation_id


def put_question(
    text: str, scope: Json | None = None, *, alone: bool = False, understood: Json | None = None
) -> None:
    """Ask a question as soon as there is a server to ask."""
    st.session_state["waiting_question"] = Question(text, scope, alone, understood)


def waiting_question() -> Question | None:
    """The question that is still to be answered."""
    question: Question | None = st.session_state.get("waiting_question")
    return question


def finish(turn: Turn) -> None:
    """What came of the question that was to be answered."""
    st.session_state.pop("waiting_question", None)
    note_written("")
    turns().append(turn)


def note_written(text: str) -> None:
    """Remember what there is of the answer that is being written."""
    st.session_state["written"] = text


def stop_asking() -> None:
    """Give up the question that is being answered, and keep what there is of its answer."""
    if question := waiting_question():
        written = st.session_state.get("written", "")
        finish(Turn(question.text, problem=STOPPED if written else STOPPED_BEFORE, written=written))


def tell(words: str) -> None:
    """Have the page say *words* once."""
    st.session_state["told"] = words


def told() -> str:
    """What the page is to say; after this nothing."""
    words: str = st.session_state.pop("told", "")
    return words


def upload_round() -> int:
    """Part of the uploader's key: a new number empties it."""
    number: int = st.session_state.setdefault("upload_round", 0)
    return number


def next_upload_round() -> None:
    st.session_state["upload_round"] = upload_round() + 1


def _kept(name: str) -> list[Any]:
    items: list[Any] = st.session_state.setdefault(name, [])
    return items
