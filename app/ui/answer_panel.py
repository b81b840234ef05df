"""An answer on the page: each sentence with its clauses below it, what was searched, what comes nearest."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.ui.answer_view import (
    Piece,
    citation_label,
    formal_html,
    ledger_address,
    ledger_label,
    piece_html,
    pieces,
    refused_html,
    searched_html,
    status_html,
)
from app.ui.places import permalink
from app.ui.rendering import escape, notice, source_line, tag

Json = dict[str, Any]
Excerpts = Mapping[str, str]

NEAREST = "相关但未直接回答"


def show(answer: Json, excerpts: Excerpts, *, key: str) -> None:
    if answer["citations"] or answer["status"] == "answered":
        _show_cited(answer, excerpts, key)
    else:
        st.html(refused_html(answer))
    if answer["nearest"]:
        st.html(tag("p", escape(NEAREST), "wc-nearest"))
        _show_citations(list(enumerate(answer["nearest"], start=1)), answer, excerpts, f"{key} n")
    for warning in answer["warnings"]:
        st.html(notice(warning, "warning"))
    foot = formal_html(answer["citations"]) if answer["citations"] else ""
    st.html(tag("div", searched_html(answer["searched"], answer["understood"]) + foot, "wc-foot"))


def _show_cited(answer: Json, excerpts: Excerpts, key: str) -> None:
    if head := status_html(answer):
        st.html(head)
    shown: set[int] = set()
    for at, piece in enumerate(pieces(answer)):
        st.html(piece_html(piece))
        if at == 0 and answer["ledger"]:  # below the total, not at the end of a long list
            _show_ledger(answer["ledger"])
        shown.update(piece.citations)
        _show_citations(_cited(answer, piece), answer, excerpts, f"{key} p{at} c")
    rest = [(c["n"], c) for c in answer["citations"] if c["n"] not in shown]
    _show_citations(rest, answer, excerpts, f"{key} rest c")


def _show_ledger(ledger: Json) -> None:
    address, icon = ledger_address(ledger), ":material/table_rows:"
    st.link_button(ledger_label(ledger), address, type="tertiary", icon=icon)


def _cited(answer: Json, piece: Piece) -> list[tuple[int, Json]]:
    return [(c["n"], c) for c in answer["citations"] if c["n"] in piece.citations]


def _show_citations(cited: Sequence[tuple[int, Json]], answer: Json, excerpts: Excerpts, key: str) -> None:
    """A row of buttons; each opens its clause with the quote marked. The nearest clauses have no numbers."""
    if not cited:
        return
    numbered = "n" in cited[0][1]
    among = answer["citations" if numbered else "nearest"]
    with st.container(horizontal=True, gap="small", key=f"{key} row"):
        for n, evidence in cited:
            name = citation_label(evidence, n if numbered else None)
            with st.popover(name, type="tertiary", key=f"{key}{n}", icon=":material/format_quote:"):
                st.html(source_line(evidence) + excerpts.get(f"{'c' if numbered else 'n'}{n}", ""))
                st.page_link(
                    "reader.py",
                    label="在原文中打开",
                    icon=":material/article:",
                    query_params=permalink(evidence, among),
                )
