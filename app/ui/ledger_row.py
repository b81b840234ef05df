"""One row of the ledger opened: its fields, its words marked in the clause, joined clauses, and its mark."""

from typing import Any

import streamlit as st

from app.clients.client import ApiProblem
from app.ui import account, backend, who
from app.ui.ledger_view import history_html, link_words, mark_html, row_html
from app.ui.passages import excerpt
from app.ui.places import permalink
from app.ui.rendering import escape, label, notice, tag
from app.words.marks import STATES
from ingest.errors import WenceError
from ingest.model import Span

Json = dict[str, Any]

JUMP = "<script>window.wenceJump && window.wenceJump('.wc-opened')</script>"
LONGEST_NOTE, LONGEST_NAME = 1000, 50


def show(row: Json, *, jump: bool) -> None:
    """Draw *row*; with *jump* scroll to it."""
    with st.container(border=True, key="ledger row"):
        st.html(tag("div", row_html(row), "wc-opened"))
        _words(row)
        with st.container(horizontal=True, gap="small"):
            st.page_link(
                "reader.py", label="在原文中打开", icon=":material/article:", query_params=permalink(row)
            )
            for link in row["linked"]:
                _linked(row, link)
        _mark(row)
    if jump:
        st.html(JUMP, unsafe_allow_javascript=True)


def _words(row: Json) -> None:
    text = backend.client().text(row["document_id"], row["version"])["text"]
    clause = backend.client().clause(row["clause_id"], row["version"])
    quote = Span(row["start"], row["end"])
    st.html(excerpt(text, Span(clause["start"], clause["end"]), quote))


def _linked(row: Json, link: Json) -> None:
    try:
        clause = backend.client().clause(link["clause_id"], row["version"])
    except ApiProblem as problem:
        st.html(notice(str(problem), "warning"))
        return
    place = {"doc": row["document_id"], "clause": link["clause_id"], "version": str(row["version"])}
    words = label(link_words(link, clause["clause"] or "正文"))
    st.page_link("reader.py", label=words, icon=":material/link:", query_params=place)


def _mark(row: Json) -> None:
    found = backend.client().mark(row["id"])
    mark = found["mark"] or {"state": None, "note": ""}
    st.html(tag("h3", escape("进展"), "wc-side") + mark_html(found["mark"]) + history_html(found["history"]))
    if not account.may("editor"):
        return
    name = who.remembered()
    with st.form(f"mark {row['id']}", border=False):
        state = st.segmented_control(
            "进展",
            list(STATES),
            default=mark["state"],
            format_func=STATES.__getitem__,
            label_visibility="collapsed",
        )
        note = st.text_input("备注", mark["note"], max_chars=LONGEST_NOTE, placeholder="例如：已通过区级验收")
        signed = st.text_input(
            "标记人", name, max_chars=LONGEST_NAME, autocomplete="name", key=f"signed {name}"
        )
        if st.form_submit_button("保存标记", type="primary", icon=":material/check:"):
            _save(row, state, note=note, name=(signed or "").strip(), marked=found["mark"] is not None)


def _save(row: Json, state: str | None, *, note: str, name: str, marked: bool) -> None:
    """Store the mark, or take it back where no state is chosen any more; what is missing is said in place."""
    if not name:
        st.html(notice("请填写标记人。", "error"))
        return
    if state is None and not marked:
        st.html(notice("请先选择进展：未开始、进行中或已完成。", "error"))
        return
    try:
        if state is None:
            backend.client().unmark(row["id"], who=name)
        else:
            backend.client().put_mark(row["id"], state, note=note, who=name)
    except WenceError as problem:
        st.html(notice(str(problem), "error"))
        return
    who.remember(name)
    st.rerun()
