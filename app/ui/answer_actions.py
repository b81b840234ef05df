"""What can be done with an answer: judged, handed to a colleague, read otherwise and asked again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from app.ui import backend, copying, judging, reading, state
from app.ui.answer_text import plain_text
from app.ui.rendering import escape, label, tag
from ingest.errors import WenceError

Json = dict[str, Any]


def show(turn: state.Turn, number: int, documents: Sequence[Json] | None) -> None:
    """A row below the answer; with *documents*, those of the library, how it was read can be changed as well."""
    answer = turn.answer or {}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions {number}"):
        if turn.id:
            judging.thumbs(turn, number)
        copying.button("复制给同事", plain_text(answer, date.today()), key=f"copy {number}")
        if documents:
            reading.show(answer, number, documents)
    if turn.id:
        judging.reasons(turn, number)
        if documents:
            _suggest(turn.id)


def _suggest(turn_id: str) -> None:
    """What can be asked next; each question goes to the document that answers it."""
    found = _suggestions(state.conversation() or "", turn_id)
    if not found:
        return
    st.html(tag("p", escape("接着可以问："), "wc-muted wc-hint"))
    with st.container(horizontal=True, gap="small", key="suggestions"):
        for item in found:
            scope = {"documents": [item["document_id"]]}
            st.button(
                label(item["question"]),
                key=f"next {item['question']}",
                on_click=state.put_question,
                args=(item["question"], scope),
            )


def _suggestions(conversation_id: str, turn_id: str) -> list[Json]:
    try:
        return _suggested(backend.key(), conversation_id, turn_id)
    except WenceError:
        return []  # the answer stands without them


@st.cache_data(ttl=600, show_spinner=False)
def _suggested(key: str, conversation_id: str, turn_id: str) -> list[Json]:  # noqa: ARG001
    """What is kept is kept for the *key* that may see it: all visitors of the page share what it keeps."""
    return backend.client().suggestions(conversation_id, turn_id)
