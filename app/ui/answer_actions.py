"""What can be done with an answer: judged, handed to a colleague, asked again of other documents."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from app.ui import backend, copying, judging, state
from app.ui.answer_text import plain_text
from app.ui.rendering import escape, label, short, tag
from ingest.errors import WenceError

Json = dict[str, Any]

TITLE_SHOWN = 20
MOST_CHIPS = 12  # documents searched that are shown one by one
LEANS = "承接上文"


def show(turn: state.Turn, number: int, documents: Sequence[Json] | None) -> None:
    """A row below the answer; with *documents*, those of the library, the scope can be changed as well."""
    answer = turn.answer or {}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions {number}"):
        if turn.id:
            judging.thumbs(turn, number)
        copying.button("复制给同事", plain_text(answer, date.today()), key=f"copy {number}")
        if documents:
            with st.popover(
                "换个范围再查", type="tertiary", icon=":material/filter_alt:", key=f"scope {number}"
            ):
                _scope(answer, number, documents)
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


@st.cache_data(ttl=600, show_spinner=False)
def _suggestions(conversation_id: str, turn_id: str) -> list[Json]:
    try:
        return backend.client().suggestions(conversation_id, turn_id)
    except WenceError:
        return []  # the answer stands without them


def _scope(answer: Json, number: int, documents: Sequence[Json]) -> None:
    names = {d["id"]: short(d["title"], TITLE_SHOWN) for d in documents}
    searched = [i for i in answer["searched"]["document_ids"] if i in names]
    st.html(tag("p", escape(answer["searched"]["why"]), "wc-muted"))
    key = f"searched {number}"
    st.multiselect(
        "查这些文件（移除或添加后重新回答）",
        list(names),
        default=searched if len(searched) <= MOST_CHIPS else [],
        format_func=names.__getitem__,
        placeholder=f"从 {len(names)} 份文件中选择",
        key=key,
        on_change=_ask_of,
        args=(answer["question"], key),
    )
    if _leans(answer):
        st.button(
            "不承接上文，单独回答",
            key=f"alone {number}",
            on_click=state.put_question,
            args=(answer["question"],),
            kwargs={"alone": True},
        )
    if len(searched) < len(names):
        scope = {"documents": list(names)}
        st.button(
            f"查全部 {len(names)} 份文件",
            key=f"everywhere {number}",
            on_click=state.put_question,
            args=(answer["question"], scope),
        )


def _leans(answer: Json) -> bool:
    return bool(answer["understood"]["leans_on"]) or answer["searched"]["why"].startswith(LEANS)


def _ask_of(question: str, key: str) -> None:
    if chosen := st.session_state[key]:
        state.put_question(question, {"documents": chosen})
