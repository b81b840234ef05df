"""Thumbs on an answer, and why: kept by the server with the answer."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.ui import account, backend, state
from app.ui.rendering import escape, tag
from app.words.feedback import REASONS
from ingest.errors import WenceError

VERDICTS = ("down", "up")  # in the order in which the thumbs count
LONGEST_NOTE = 2000
SEEN = "评价过的回答，管理员会看到它的提问、回答和说明。"


def thumbs(turn: state.Turn, number: int) -> None:
    """Draw the thumbs of turn *number*."""
    key, before = f"thumbs {turn.id}", turn.feedback
    default = VERDICTS.index(before["verdict"]) if before else None
    st.feedback("thumbs", key=key, default=default, on_change=_judge, args=(number, key))


def reasons(turn: state.Turn, number: int) -> None:
    """After a thumb down ask why; once that is told say that it is kept. Who signed in reads who sees it."""
    told = turn.feedback
    if not told:
        return
    if told["verdict"] == "up":
        _tell_who_sees()
        return
    if told["reasons"] or told["note"]:
        said = "、".join(filter(None, [*(REASONS[reason] for reason in told["reasons"]), told["note"]]))
        st.html(tag("p", escape(f"已记下：{said}。谢谢。"), "wc-muted"))
        return
    with st.form(f"why {turn.id}", border=False):
        st.pills(
            "哪里不对？",
            list(REASONS),
            selection_mode="multi",
            format_func=REASONS.__getitem__,
            key=f"why {number}",
        )
        st.text_input(
            "补充说明",
            placeholder="可以不填，例如应引哪一条",
            max_chars=LONGEST_NOTE,
            key=f"note {number}",
            label_visibility="collapsed",
        )
        _tell_who_sees()
        st.form_submit_button("提交", on_click=_explain, args=(number,))


def _tell_who_sees() -> None:
    if account.by_key():
        st.html(tag("p", escape(SEEN), "wc-muted wc-hint"))


def _judge(number: int, key: str) -> None:
    turn, chosen = state.turns()[number], st.session_state[key]
    client, ident = backend.client(), turn.id or ""
    if chosen is None:
        _kept(number, lambda: client.unjudge(ident))
    else:
        _kept(number, lambda: client.judge(ident, VERDICTS[chosen])["feedback"])


def _explain(number: int) -> None:
    ident, client = state.turns()[number].id or "", backend.client()
    why, note = st.session_state[f"why {number}"] or [], st.session_state[f"note {number}"]
    _kept(number, lambda: client.judge(ident, "down", reasons=why, note=note)["feedback"])


def _kept(number: int, judge: Callable[[], state.Json | None]) -> None:
    try:
        found = judge()
    except WenceError as problem:
        state.tell(str(problem))
        return
    state.turns()[number] = replace(state.turns()[number], feedback=found)
