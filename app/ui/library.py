"""文件: the library as a list, with upload, receipts and deletion."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from app.clients.client import ApiProblem
from app.ui import account, backend, downloads, uploading, versions
from app.ui.receipts import receipt_html
from app.ui.references import references_html
from app.ui.rendering import badge, escape, label, notice, tag
from ingest.errors import WenceError

Json = dict[str, Any]

PER_PAGE = 12
FEW = 10  # documents that are seen at a glance


def show() -> None:
    backend.status()
    st.html(tag("h1", escape("文件"), "wc-title"))
    collections = backend.client().collections()
    if account.may("editor"):
        uploading.show(key="library", receipts=True, collections=collections)
    chosen = _chosen(collections)
    documents = backend.client().documents(chosen)
    if not documents and chosen:
        st.html(tag("p", escape("这个集合里还没有文件。"), "wc-muted"))
        return
    if not documents:
        st.html(notice("把计划、方案、通知等文件拖到上面的框里，或点按钮选择。", title="文件库还是空的"))
        return
    found = _find(documents)
    st.html(tag("p", escape(_count(len(documents), len(found))), "wc-muted"))
    pages = -(-len(found) // PER_PAGE)
    page = st.pagination(pages, key="library page") if pages > 1 else 1
    for document in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
        _show_document(document, collections)


def _find(documents: Sequence[Json]) -> list[Json]:
    """The documents whose title, number, issuer or file name holds the words typed."""
    if len(documents) <= FEW:
        return list(documents)
    words = st.text_input("查找", placeholder="按标题、文号、机关或文件名查找", label_visibility="collapsed")
    keys = ("title", "document_number", "issuer", "file_name")
    return [d for d in documents if all(w in " ".join(d[k] or "" for k in keys) for w in words.split())]


def _count(total: int, found: int) -> str:
    return f"共 {total} 份文件" if total == found else f"共 {total} 份文件，找到 {found} 份"


def _show_document(document: Json, collections: Sequence[Json]) -> None:
    key = document["id"]
    with st.container(border=True, key=f"document {key}"):
        st.html(document_html(document, placed=len(collections) > 1))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions {key}"):
            st.page_link("reader.py", label="打开原文", icon=":material/article:", query_params={"doc": key})
            told = st.popover("导入记录和依据", type="tertiary", key=f"told {key}", on_change="rerun")
            if told.open:
                told.html(_told(key))
            if document["version"] > 1 and st.button("版本与改动", type="tertiary", key=f"versions {key}"):
                versions.show(document)
            more = st.popover("更多", type="tertiary", key=f"more {key}", on_change="rerun")
            if more.open:
                with more:
                    _more(document, collections)
    if st.session_state.get("doubted document") == key:
        del st.session_state["doubted document"]
        _confirm(document)


def _more(document: Json, collections: Sequence[Json]) -> None:
    """What is seldom done to a document; drawn when it is asked for, since a list has many documents."""
    file, key = partial(backend.client().file, document["id"]), f"original {document['id']}"
    downloads.offer("下载原件", file, name=document["file_name"], key=key)
    if not account.may("editor"):
        return
    for name in (item["name"] for item in collections if item["name"] != document["collection"]):
        key = f"move {document['id']} to {name}"
        if st.button(label(f"移到集合“{name}”"), key=key, type="tertiary", icon=":material/drive_file_move:"):
            _move(document["id"], name)
    key, icon = f"delete {document['id']}", ":material/delete:"
    st.button("删除", key=key, icon=icon, type="tertiary", on_click=_doubt, args=(document["id"],))


def _doubt(document_id: str) -> None:
    """Close the menu, and ask on the next run whether the document is to go: a menu would lie over the question."""
    st.session_state[f"more {document_id}"] = False
    st.session_state["doubted document"] = document_id


def _chosen(collections: Sequence[Json]) -> str | None:
    """The collection whose documents are listed; None for all."""
    if len(collections) < 2:
        return None
    names = [item["name"] for item in collections]
    held = {item["name"]: f"{item['name']}（{item['documents']}）" for item in collections}
    chosen: str | None = st.selectbox(
        "集合", names, index=None, format_func=held.__getitem__, placeholder="全部集合", key="collection"
    )
    return chosen


def _move(document_id: str, name: str) -> None:
    try:
        backend.client().move(document_id, name)
    except WenceError as problem:
        st.html(notice(str(problem), "error"))
        return
    st.rerun()


def document_html(document: Json, *, placed: bool = False) -> str:
    """Title and the facts of a document that people know it by; with *placed* its collection."""
    facts = [document["document_number"], document["issuer"], document["date_issued"]]
    counts = [f"{document['clauses']} 条", f"第 {document['version']} 版", document["file_name"]]
    counts += [f"集合：{document['collection']}"] if placed else []
    warnings = len(document["warnings"])
    mark = badge(f"{warnings} 处提示", "wc-caution") if warnings else ""
    mark += "" if document["may_leave"] else badge("不外发", "wc-caution")
    mark += badge("正在编入", "wc-caution") if document["being_encoded"] else ""
    lines = [
        tag("h3", escape(document["title"]) + mark, "wc-source"),
        tag("div", escape("　".join(fact for fact in facts if fact)), "wc-muted"),
        tag("div", escape("　".join(counts)), "wc-muted"),
    ]
    return "".join(lines)


def _told(document_id: str) -> str:
    """The receipt, and the documents that this one names."""
    try:
        receipt, named = backend.client().receipt(document_id), backend.client().references(document_id)
    except ApiProblem as problem:
        return notice(str(problem), "error")
    return receipt_html(receipt) + references_html(named)


@st.dialog("删除文件")
def _confirm(document: Json) -> None:
    words = f"将删除《{document['title']}》及其全部版本、条款和索引，不能恢复。以前的回答里引用的原文链接也会失效。"
    st.html(notice(words, "warning"))
    with st.container(horizontal=True):
        if st.button("确认删除", type="primary", key="confirm delete"):
            _delete(document["id"])
        if st.button("取消", key="cancel delete"):
            st.rerun()


def _delete(document_id: str) -> None:
    try:
        backend.client().delete(document_id)
    except WenceError as problem:
        st.html(notice(str(problem), "error"))
        return
    st.rerun()


if __name__ == "__main__":
    show()
