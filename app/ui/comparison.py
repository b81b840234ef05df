"""对比: plans beside each other, or two versions of one; pairs can be corrected and the result taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from app.ui import account, backend, downloads, ledger_filters, versions
from app.ui.comparison_view import change_html, head_words, only_html, topic_html
from app.ui.rendering import escape, label, notice, short, tag
from ingest.errors import WenceError

Json = dict[str, Any]

TOPICS_A_PAGE = 20
NARROWING = ("kind", "strength", "body", "q", "topic")
CHOOSE = "请在左侧“文件”中选择两份以上的文件；只选一份时，比较它的前后版本。手机上点左上角的箭头打开左侧。"
ONE_VERSION = "这份文件只有一个版本。请再选一份文件，或在文件更新后再次导入。"
QUOTE_SHOWN = 40
FORMS = ("xlsx", "docx")
FILE = "承诺对照"


def show(chosen: Json, documents: Sequence[Json]) -> None:
    """Compare the documents that *chosen* names, under its other filters."""
    named = {document["id"]: document for document in documents}
    picked = [ident for ident in chosen.get("document", []) if ident in named]
    if len(picked) >= 2:
        _plans(picked, _narrowed(chosen))
    elif picked and named[picked[0]]["version"] > 1:
        _versions(picked[0], chosen)
    else:
        st.html(notice(ONE_VERSION if picked else CHOOSE, title="选择要比较的文件"))


def _narrowed(chosen: Json) -> Json:
    """Of the ledger's filter what comparisons know; they look for one run of words."""
    known = {name: chosen[name] for name in NARROWING if name in chosen}
    return known | ({"q": chosen["q"][0]} if "q" in chosen else {})


def _plans(picked: Sequence[str], narrowed: Json) -> None:
    with st.spinner("正在比较……"):
        found = backend.client().compare(picked, **narrowed)
    st.html(tag("p", escape(head_words(found)), "wc-count"))
    file = partial(backend.client().comparison_file, documents=picked, **narrowed)
    downloads.offer_forms({form: partial(file, form) for form in FORMS}, name=FILE, key="comparison")
    for document in found["documents"]:
        if document["note"]:
            st.html(notice(document["note"], "warning"))
    topics = found["topics"]
    pages = -(-len(topics) // TOPICS_A_PAGE)
    page = st.pagination(pages, key="comparison page") if pages > 1 else 1
    for topic in topics[(page - 1) * TOPICS_A_PAGE : page * TOPICS_A_PAGE]:
        _topic(topic, found["documents"])
    for document, only in zip(found["documents"], found["only"], strict=True):
        with st.expander(label(f"只有《{document['title']}》写到（{len(only['rows'])} 条）")):
            st.html(only_html(only["rows"]))
    if len(picked) == 2 and account.may("editor"):
        _pair_up(found["only"])


def _topic(topic: Json, documents: Sequence[Json]) -> None:
    rows = [cell for cell in topic["cells"] if cell]
    pairs = [(rows[0]["id"], other["id"]) for other in rows[1:]]
    with st.container(border=True):
        st.html(topic_html(topic, documents))
        if not account.may("editor"):
            return
        with st.container(horizontal=True, gap="small"):
            key = "~".join(row["id"] for row in rows)
            if topic["confidence"]["basis"] != "confirmed":
                _judge("确认配对", pairs, "together", key=f"confirm {key}", icon=":material/check:")
            _judge("拆开", pairs, "apart", key=f"apart {key}", icon=":material/call_split:")


def _judge(words: str, pairs: Sequence[tuple[str, str]], verdict: str, *, key: str, icon: str) -> None:
    if st.button(words, key=key, type="tertiary", icon=icon):
        try:
            for left, right in pairs:
                backend.client().judge_pair(left, right, verdict)
        except WenceError as problem:
            st.html(notice(str(problem), "error"))
            return
        st.rerun()


def _pair_up(only: Sequence[Json]) -> None:
    """Two rows that stand alone are said to be one topic."""
    left, right = ({row["id"]: row for row in side["rows"]} for side in only)
    if not left or not right:
        return
    with st.expander("把两条没有配上的承诺配对", icon=":material/add_link:"):
        chosen = [_pick("第一份文件中的", left), _pick("第二份文件中的", right)]
        if all(chosen):
            _judge(
                "配对",
                [(str(chosen[0]), str(chosen[1]))],
                "together",
                key="pair up",
                icon=":material/add_link:",
            )


def _pick(words: str, rows: Mapping[str, Json]) -> str | None:
    names = {ident: _named(row) for ident, row in rows.items()}
    return st.selectbox(words, list(rows), index=None, format_func=names.__getitem__, placeholder="请选择")


def _named(row: Json) -> str:
    return label(f"{row['clause']} {short(row['quote'], QUOTE_SHOWN)}")


def _versions(document_id: str, chosen: Json) -> None:
    numbers = [version["version"] for version in backend.client().versions(document_id)]
    old, new = versions.choose(numbers, _addressed(), on_change=partial(_change_versions, chosen))
    if old == new:
        st.html(notice("请选择两个不同的版本。"))
        return
    found = backend.client().compare_versions(document_id, old=old, new=new)
    counts = {"改动": "changed", "新增": "added", "删去": "dropped", "未变": "kept"}
    words = "，".join(f"{name} {len(found[key])} 条" for name, key in counts.items())
    st.html(
        tag(
            "p",
            escape(f"第 {found['old']['version']} 版 → 第 {found['new']['version']} 版：{words}"),
            "wc-count",
        )
    )
    file = partial(backend.client().changes_file, document_id=document_id, old=old, new=new)
    downloads.offer_forms({form: partial(file, form) for form in FORMS}, name=FILE, key="comparison")
    _show_changes(found, counts)


def _show_changes(found: Json, counts: Mapping[str, str]) -> None:
    if found["changed"]:
        st.html(
            tag("h3", "改动", "wc-section")
            + tag("div", "".join(map(change_html, found["changed"])), "wc-text wc-difference")
        )
    for name in ("新增", "删去"):
        if rows := found[counts[name]]:
            st.html(tag("h3", name, "wc-section") + only_html(rows))


def _addressed() -> tuple[int, int] | None:
    """The versions, (old, new), that the address names."""
    named = [ledger_filters.place(name) or "" for name in ("old", "new")]
    return (int(named[0]), int(named[1])) if all(n.isascii() and n.isdecimal() for n in named) else None


def _change_versions(chosen: Json) -> None:
    old, new = versions.chosen()
    ledger_filters.go(chosen, view="compare", old=str(old), new=str(new))
