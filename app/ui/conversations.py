"""Conversations at the side: begun, found, opened, renamed, taken away, deleted. `?c=…` opens one in a new tab."""

from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

import streamlit as st

from app.clients.client import ApiProblem
from app.ui import backend, downloads, state
from app.ui.asking import turn_of
from app.ui.rendering import escape, label, notice, short, tag
from ingest.errors import WenceError

Json = dict[str, Any]

PARAMETER = "c"
SHOWN = 12
TITLE_SHOWN = 15
LONGEST_TITLE = 100
WEEK = 7
FORMS = {
    "docx": ("导出为 Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": ("导出为 Markdown", "text/markdown"),
}


def follow_address() -> None:
    """Show the conversation that the address names; where it names none, name the one on the page."""
    wanted, here = st.query_params.get(PARAMETER), state.conversation()
    if wanted and wanted != here:
        _open(wanted)
        st.rerun()
    if here and not wanted and state.turns():
        st.query_params[PARAMETER] = here


def show_list() -> None:
    """Draw the list; the conversation on the page is marked and has its actions."""
    st.button(
        "新对话", icon=":material/edit_square:", key="new conversation", on_click=_begin, width="stretch"
    )
    words = st.text_input(
        "查找对话", placeholder="查找对话", label_visibility="collapsed", icon=":material/search:"
    )
    found = backend.client().conversations(words, limit=SHOWN + 1)
    if not found and words:
        st.html(tag("p", escape("没有含这些词的对话。"), "wc-muted"))
    for period, items in groupby(
        found[:SHOWN], key=lambda item: period_of(item["changed_at"], datetime.now())
    ):
        st.html(tag("h2", escape(period), "wc-side wc-period"))
        for item in items:
            _show_item(item)
    if doubted := st.session_state.pop("doubted talk", None):
        _confirm(doubted)
    if len(found) > SHOWN:
        st.html(tag("p", escape("更早的对话可用上面的框查找。"), "wc-muted"))


def period_of(changed_at: str, now: datetime) -> str:
    """When a conversation was last used, as people say it; *changed_at* is ISO 8601, *now* by the local clock."""
    days = (now.date() - datetime.fromisoformat(changed_at).astimezone().date()).days
    return "今天" if days <= 0 else "昨天" if days == 1 else "最近七天" if days <= WEEK else "更早"


def _show_item(item: Json) -> None:
    ident, here = item["id"], item["id"] == state.conversation()
    kind = "current" if here else "other"
    with st.container(horizontal=True, gap=None, vertical_alignment="center", key=f"{kind} talk {ident}"):
        st.button(
            label(item["title"]),
            key=f"open talk {ident}",
            type="tertiary",
            width="stretch",
            on_click=_open,
            args=(ident,),
        )
        if here:
            key = f"more talk {ident} {st.session_state.setdefault('menus closed', 0)}"
            with st.popover("更多", type="tertiary", key=key, icon=":material/more_horiz:"):
                _show_actions(item)


def _show_actions(item: Json) -> None:
    ident = item["id"]
    with st.form(f"rename talk {ident}", border=False):
        st.text_input("名称", item["title"], max_chars=LONGEST_TITLE, key=f"title talk {ident}")
        st.form_submit_button("改名", on_click=_rename, args=(ident,))
    name = short(item["title"], TITLE_SHOWN).rstrip("…？?")
    for form, (words, kind) in FORMS.items():
        file = partial(backend.client().conversation_file, ident, form)
        downloads.offer(words, file, name=f"{name}.{form}", key=f"{form} talk {ident}", mime=kind)
    key, icon = f"delete talk {ident}", ":material/delete:"
    st.button("删除", key=key, icon=icon, type="tertiary", on_click=_doubt, args=(item,))


def _close_menu() -> None:
    st.session_state["menus closed"] += 1  # part of its key: a new one is closed


def _rename(ident: str) -> None:
    _close_menu()
    if title := st.session_state[f"title talk {ident}"].strip():
        try:
            backend.client().rename_conversation(ident, title)
        except WenceError as problem:
            state.tell(str(problem))


def _doubt(item: Json) -> None:
    """Close the menu and have the page ask whether to delete."""
    _close_menu()
    st.session_state["doubted talk"] = item


@st.dialog("删除对话")
def _confirm(item: Json) -> None:
    words = f"将删除“{item['title']}”和其中的 {item['count']} 次提问和回答，不能恢复。需要留存的，请先导出。"
    st.html(notice(words, "warning"))
    with st.container(horizontal=True):
        if st.button("确认删除", type="primary", key="confirm delete talk"):
            if item["id"] == state.conversation():
                _begin()
            _delete(item["id"])
        if st.button("取消", key="cancel delete talk"):
            st.rerun()


def _delete(ident: str) -> None:
    try:
        backend.client().delete_conversation(ident)
    except WenceError as problem:
        state.tell(str(problem))
    st.rerun()


def _begin() -> None:
    state.show_conversation(None)
    st.query_params.pop(PARAMETER, None)


def _open(conversation_id: str) -> None:
    """Show a conversation with its answers as they were given; where there is none, say so and begin a new one."""
    try:
        turns = [turn_of(item) for item in backend.client().conversation(conversation_id)["turns"]]
    except ApiProblem as problem:
        _begin()
        state.tell(str(problem))
        return
    state.show_conversation(conversation_id, turns)
    st.query_params[PARAMETER] = conversation_id
