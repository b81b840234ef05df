"""The ledger's filters at the side. What is chosen goes into the address, and the address decides what is chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.ui.ledger_wanted import MANY, address_of, wanted_of, without
from app.ui.rendering import label, short
from app.words.ledger import KINDS, STRENGTHS
from app.words.marks import WANTED

Json = dict[str, Any]

SORTS = {"document": "按文件和先后", "deadline": "按时限", "kind": "按类别", "strength": "刚性在前"}
PRESENCE = {"number": "数量", "deadline": "时限", "body": "责任单位"}
TITLE_SHOWN = 16
ALL = "不限"


def wanted() -> Json:
    """The filter in the address."""
    return wanted_of({name: st.query_params.get_all(name) for name in st.query_params})


def place(name: str) -> str | None:
    """Of the address: view, row or page."""
    return st.query_params.get(name)


def go(chosen: Mapping[str, Any], **where: str | None) -> None:
    """Write a filter and a place into the address."""
    st.query_params.from_dict(address_of(chosen, **where))


def show(chosen: Json, documents: Sequence[Json]) -> None:
    """Draw the filters; a change is written into the address."""
    titles = {d["id"]: short(d["title"], TITLE_SHOWN) for d in documents}
    regions = sorted({d["region"] for d in documents if d["region"]})
    with st.sidebar:
        _words("q", "原文含有", chosen, "例如：听评课")
        _several("document", "文件", titles, chosen)
        _several("kind", "类别", KINDS, chosen)
        _one("strength", "强度", STRENGTHS, chosen)
        _words("body", "责任单位含有", chosen, "例如：教育局")
        with st.container(horizontal=True):
            _words("deadline_after", "时限不早于", chosen, "2024-09")
            _words("deadline_before", "时限不晚于", chosen, "2025")
        _presence(chosen)
        _one("mark", "标记", WANTED, chosen)
        if len(regions) > 1:
            _several("region", "地区", {region: region for region in regions}, chosen)
        _one("sort", "排序", SORTS, chosen)
        if without(chosen, "sort"):
            st.button("清除全部条件", icon=":material/filter_alt_off:", on_click=_change, args=(None,))


def _key(name: str) -> str:
    return f"ledger {name}"


def _change(name: str | None) -> None:
    """The value of the widget *name* into the address; None: an address without a filter."""
    chosen = wanted() if name else {}
    if name:
        value = st.session_state[_key(name)]
        given = value.split() if name in ("q", "body") else value
        chosen = without(chosen, name) | ({name: given} if given else {})
    go(chosen, view=place("view"))


def _several(name: str, words: str, options: Mapping[str, str], chosen: Json) -> None:
    st.session_state[_key(name)] = [value for value in chosen.get(name, []) if value in options]
    st.multiselect(
        words,
        list(options),
        format_func=lambda value: label(options[value]),
        key=_key(name),
        placeholder=ALL,
        on_change=_change,
        args=(name,),
    )


def _one(name: str, words: str, options: Mapping[str, str], chosen: Json) -> None:
    st.session_state[_key(name)] = chosen.get(name)
    st.selectbox(
        words,
        list(options),
        format_func=lambda value: options[value],
        key=_key(name),
        index=None,
        placeholder=SORTS["document"] if name == "sort" else ALL,
        on_change=_change,
        args=(name,),
    )


def _words(name: str, words: str, chosen: Json, example: str) -> None:
    value = chosen.get(name, "")
    st.session_state[_key(name)] = " ".join(value) if name in MANY else value
    st.text_input(words, key=_key(name), placeholder=example, on_change=_change, args=(name,))


def _presence(chosen: Json) -> None:
    st.session_state[_key("has")] = [name for name in PRESENCE if chosen.get(f"has_{name}") is True]
    st.pills(
        "写明了",
        list(PRESENCE),
        selection_mode="multi",
        format_func=lambda name: PRESENCE[name],
        key=_key("has"),
        on_change=_change_presence,
    )


def _change_presence() -> None:
    names = [f"has_{name}" for name in PRESENCE]
    given = {f"has_{name}": True for name in st.session_state[_key("has")]}
    go(without(wanted(), *names) | given, view=place("view"))
