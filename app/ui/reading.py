"""How the question was read, below its answer: what was misread is put right there, and asked again so."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.ui import state
from app.ui.reading_view import changed, shown, summary_words
from app.ui.rendering import escape, label, short, tag
from app.words.slots import ASKABLE

Json = dict[str, Any]

TITLE_SHOWN = 20
LEANS = "承接上文"


def show(answer: Json, number: int, documents: Sequence[Json]) -> None:
    """A button that says how the question of turn *number* was read; behind it all of that can be changed."""
    words = label(f"理解为：{summary_words(answer)}")
    with st.popover(words, type="tertiary", icon=":material/tune:", key=f"reading {number}"):
        st.html(
            tag("p", escape(f"{answer['searched']['why']}。不对的地方在这里改，再重新回答。"), "wc-muted")
        )
        _form(answer, number, documents)
        _shortcuts(answer, number, documents)


def _form(answer: Json, number: int, documents: Sequence[Json]) -> None:
    first = shown(answer, documents)
    names = {d["id"]: short(d["title"], TITLE_SHOWN) for d in documents}
    years = [int(d["date_issued"][:4]) for d in documents if d["date_issued"]]
    with st.form(f"reading form {number}", border=False):
        with st.container(horizontal=True):
            _several("地区", "regions", number, first, [d["region"] for d in documents])
            _several("文件的年份", "years", number, first, years)
            st.selectbox(
                "问的是",
                list(ASKABLE),
                index=list(ASKABLE).index(first["asked"]),
                format_func=ASKABLE.__getitem__,
                key=_key("asked", number),
            )
        st.multiselect(
            "查这些文件",
            list(names),
            default=first["documents"],
            format_func=names.__getitem__,
            placeholder=f"从 {len(names)} 份文件中选择",
            key=_key("documents", number),
        )
        if slips := answer["understood"].get("corrected"):
            words = "、".join(f"{slip['typed']}→{slip['meant']}" for slip in slips)
            st.checkbox(label(f"按原字查，不改错别字（{words}）"), key=_key("as_typed", number))
        st.form_submit_button("按这样重新回答", type="primary", on_click=_ask, args=(answer, number, first))


def _several(words: str, name: str, number: int, first: Json, known: list[Any]) -> None:
    options = sorted({value for value in known if value} | set(first[name]))
    st.multiselect(words, options, default=first[name], placeholder="不限", key=_key(name, number))


def _shortcuts(answer: Json, number: int, documents: Sequence[Json]) -> None:
    with st.container(horizontal=True, gap="small"):
        if _leans(answer):
            st.button(
                "不承接上文，单独回答",
                key=f"alone {number}",
                type="tertiary",
                on_click=state.put_question,
                args=(answer["question"],),
                kwargs={"alone": True},
            )
        if len(answer["searched"]["document_ids"]) < len(documents):
            st.button(
                f"查全部 {len(documents)} 份文件",
                key=f"everywhere {number}",
                type="tertiary",
                on_click=state.put_question,
                args=(answer["question"], {"documents": [d["id"] for d in documents]}),
                kwargs={"understood": {"documents": []}},
            )


def _leans(answer: Json) -> bool:
    return bool(answer["understood"]["leans_on"]) or answer["searched"]["why"].startswith(LEANS)


def _key(name: str, number: int) -> str:
    return f"read {name} {number}"


def _ask(answer: Json, number: int, first: Json) -> None:
    chosen = {name: st.session_state.get(_key(name, number), value) for name, value in first.items()}
    understood = changed(answer, first, chosen)
    documents = understood.get("documents")
    state.put_question(
        answer["question"], {"documents": documents} if documents else None, understood=understood
    )
