"""The versions of a document: in a window of their own each can be read, and any two compared."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from app.ui import account, backend
from app.ui.difference_view import difference_html, version_line
from app.ui.rendering import escape, label, notice, tag
from ingest.errors import WenceError

Json = dict[str, Any]


@st.dialog("版本与改动", width="large")
def show(document: Json) -> None:
    """All versions of *document*, and what changed between the two chosen: at first the last two."""
    st.html(tag("p", escape(f"《{document['title']}》"), "wc-source"))
    try:
        versions = backend.client().versions(document["id"])
        _links(document, versions)
        old, new = choose([version["version"] for version in versions])
        st.html(difference_html(backend.client().differences(document["id"], old=old, new=new)))
        _offer_return(document, old)
    except WenceError as problem:
        st.html(notice(str(problem), "error"))


def _links(document: Json, versions: Sequence[Json]) -> None:
    for version in reversed(versions):
        parameters = {"doc": document["id"], "version": str(version["version"])}
        words = label(version_line(version, document["version"]))
        st.page_link("reader.py", label=words, icon=":material/article:", query_params=parameters)


def _offer_return(document: Json, old: int) -> None:
    """A button that makes the older version the current one."""
    if old == document["version"] or not account.may("editor"):
        return
    if st.button(f"恢复第 {old} 版", key="reinstate", help="存为新的一版，成为现行版本；其他各版不变"):
        backend.client().reinstate(document["id"], old)
        st.rerun()


def choose(
    numbers: Sequence[int],
    chosen: tuple[int, int] | None = None,
    *,
    on_change: Callable[[], None] | None = None,
) -> tuple[int, int]:
    """Two boxes for (old, new) of *numbers*, which are two or more; at first *chosen*, else the last two."""
    first = chosen if chosen and set(chosen) <= set(numbers) else (numbers[-2], numbers[-1])
    with st.container(horizontal=True):
        old, new = (
            st.selectbox(
                words,
                numbers,
                index=numbers.index(number),
                format_func=_named,
                key=f"{words} version",
                on_change=on_change,
            )
            for words, number in zip(("旧版", "新版"), first, strict=True)
        )
    return old, new


def chosen() -> tuple[int, int]:
    """What the boxes hold, for their on_change."""
    return st.session_state["旧版 version"], st.session_state["新版 version"]


def _named(number: int) -> str:
    return f"第 {number} 版"
