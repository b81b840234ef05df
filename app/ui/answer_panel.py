"""An answer on the page: each sentence with its clauses below it, what was searched, what comes nearest."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.ui.answer_view import (
    Piece,
    citation_label,
    formal_html,
    glosses_html,
    ledger_address,
    ledger_label,
    piece_html,
    pieces,
    refused_html,
    searched_html,
    status_html,
    strength_html,
)
from app.ui.places import permalink
from app.ui.rendering import escape, notice, source_line, tag

Json = dict[str, Any]
Excerpts = Mapping[str, str]

NEAREST = "相关但未直接回答"
SHORT = 6  # runs of a long answer that are shown to who wants it short


def show(answer: Json, excerpts: Excerpts, *, key: str, official: bool) -> None:
    """Draw an answer: *official* whole, with strength and formal citations; else short, with plain words."""
    if answer["citations"] or answer["status"] == "answered":
        _show_cited(answer, excerpts, key, official=official)
    else:
        st.html(refused_html(answer))
    if answer["nearest"]:
        st.html(tag("p", escape(NEAREST), "wc-nearest"))
        _show_citations(list(enumerate(answer["nearest"], start=1)), answer, excerpts, f"{key} n")
    for warning in answer["warnings"]:
        st.html(notice(warning, "warning"))
    if not official and (glosses := glosses_html(c["quote"] for c in answer["citations"])):
        st.html(glosses)
    foot = formal_html(answer["citations"], whole=official) if answer["citations"] else ""
    st.html(tag("div", searched_html(answer["searched"], answer["understood"]) + foot, "wc-foot"))


def _show_cited(answer: Json, excerpts: Excerpts, key: str, *, official: bool) -> None:
    if head := status_html(answer):
        st.html(head)
    runs = pieces(answer)
    first = len(runs) if official or len(runs) <= SHORT + 1 else SHORT
    for at, piece in enumerate(runs[:first]):
        _show_piece(piece, answer, excerpts, f"{key} p{at} c", official=official)
        if at == 0 and answer["ledger"]:  # below the total, not at the end of a long list
            _show_ledger(answer["ledger"])
    if first < len(runs):
        with st.expander(f"展开其余 {len(runs) - first} 条", key=f"{key} others"):
            for at, piece in enumerate(runs[first:], start=first):
                _show_piece(piece, answer, excerpts, f"{key} p{at} c", official=official)
    shown = {n for piece in runs for n in piece.citations}
    rest = [(c["n"], c) for c in answer["citations"] if c["n"] not in shown]
    _show_citations(rest, answer, excerpts, f"{key} rest c")


def _show_piece(piece: Piece, answer: Json, excerpts: Excerpts, key: str, *, official: bool) -> None:
    cited = _cited(answer, piece)
    strength = strength_html(c["quote"] for _, c in cited) if official else ""
    st.html(piece_html(piece) + strength)
    _show_citations(cited, answer, excerpts, key)


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
                excerpt = excerpts.get(f"{'c' if numbered else 'n'}{n}", "")
                st.html(source_line(evidence) + excerpt + glosses_html([evidence["quote"]]))
                st.page_link(
                    "reader.py",
                    label="在原文中打开",
                    icon=":material/article:",
                    query_params=permalink(evidence, among),
                )
