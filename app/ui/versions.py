"""The versions of a document in a window of their own: each can be read, and any two compared."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.ui import backend
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
        old, new = _choose(versions)
        st.html(difference_html(backend.client().differences(document["id"], old=old, new=new)))
    except WenceError as problem:
        st.html(notice(str(problem), "error"))


def _links(document: Json, versions: Sequence[Json]) -> None:
    for version in reversed(versions):
        parameters = {"doc": document["id"], "version": str(version["version"])}
        words = label(version_line(version, document["version"]))
        st.page_link("reader.py", label=words, icon=":material/article:", query_params=parameters)


def _choose(versions: Sequence[Json]) -> tuple[int, int]:
    numbers = [version["version"] for version in versions]
    with st.container(horizontal=True):
        old = st.selectbox("旧版", numbers, index=len(numbers) - 2, format_func=_named, key="old version")
        new = st.selectbox("新版", numbers, index=len(numbers) - 1, format_func=_named, key="new version")
    return old, new


def _named(number: int) -> str:
    return f"第 {number} 版"
