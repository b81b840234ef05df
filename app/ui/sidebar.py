"""The sidebar of 问答: the conversations, which documents to search, a file to add, how answers are made."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.ui import account, backend, conversations, preferences, uploading
from app.ui.rendering import escape, short, tag

Json = dict[str, Any]

TITLE_SHOWN = 14  # characters that fit the list's width


def show(status: Json, documents: Sequence[Json]) -> Json | None:
    """Draw the sidebar; the scope chosen in it as `/v1/ask` takes it, None for all documents."""
    with st.sidebar:
        conversations.show_list()
        preferences.show(sorted({d["region"] for d in documents if d["region"]}))
        chosen = _choose(documents)
        if account.may("editor"):
            st.html(tag("h2", escape("添加文件"), "wc-side"))
            uploading.show(key="side", collections=backend.client().collections())
        st.html(tag("h2", escape("回答方式"), "wc-side") + tag("p", escape(mode_words(status)), "wc-muted"))
    return {"documents": chosen} if chosen else None


def mode_words(status: Json) -> str:
    """Whether a chat model words the answers."""
    if status["chat_model"]:
        sent = "提问和所据条款的原文会发给它，“不外发”集合的除外。"
        return f"由对话模型 {status['chat_model']} 组织语言，逐句核对。{sent}"
    return "逐字摘录，未使用对话模型。"


def _choose(documents: Sequence[Json]) -> list[str]:
    names = {d["id"]: short(d["title"], TITLE_SHOWN) for d in documents}
    st.html(tag("h2", escape("查阅范围"), "wc-side"))
    kept = [i for i in st.session_state.get("scope", []) if i in names]
    if "scope" in st.session_state:
        st.session_state["scope"] = kept
    chosen: list[str] = st.multiselect(
        "只查这些文件",
        list(names),
        format_func=lambda i: names[i],
        placeholder=f"全部 {len(names)} 份文件",
        key="scope",
        label_visibility="collapsed",
        disabled=not names,
    )
    return chosen
