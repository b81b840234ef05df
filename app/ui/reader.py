"""原文: a document with its outline; `?doc=…&clause=…&start=…&end=…&version=…` opens it at a quote."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.clients.client import ApiProblem
from app.ui import backend, reader_bar
from app.ui.document_view import anchor, document_html, outline_html
from app.ui.places import Place, address_of, innermost, place_of
from app.ui.rendering import escape, label, notice, short, tag
from ingest.model import Span

Json = dict[str, Any]

TITLE_SHOWN = 40
LATEST = 10  # documents offered at a click
JUMP = "<script>window.wenceJump && window.wenceJump({target})</script>"


def show() -> None:
    backend.status()
    place = place_of(st.query_params.to_dict())
    if place is None:
        _choose(backend.client().documents())
        return
    try:
        _show_document(place)
    except ApiProblem as problem:
        st.html(notice(str(problem), "error", title="打不开这份文件"))
        _choose(backend.client().documents())


def _choose(documents: Sequence[Json]) -> None:
    st.html(tag("h1", escape("原文"), "wc-title"))
    if not documents:
        st.html(notice("请先导入文件。", title="文件库还是空的"))
        st.page_link("library.py", label="去导入文件", icon=":material/upload_file:")
        return
    names = {d["id"]: d["title"] for d in documents}
    chosen = st.selectbox(
        "选择文件",
        list(names),
        index=None,
        format_func=lambda i: short(names[i], TITLE_SHOWN),
        placeholder="请选择要阅读的文件",
    )
    if chosen:
        st.query_params.from_dict(address_of(Place(chosen)))
        st.rerun()
    st.html(tag("p", escape("最近导入："), "wc-muted"))
    for document in documents[: -LATEST - 1 : -1]:
        st.page_link(
            "reader.py",
            label=label(short(document["title"], TITLE_SHOWN)),
            icon=":material/article:",
            query_params=address_of(Place(document["id"])),
        )


def _show_document(place: Place) -> None:
    document = backend.client().document(place.document_id)
    version = place.version or document["version"]
    text = backend.client().text(place.document_id, version)["text"]
    clauses = backend.client().clauses(place.document_id, version)
    quote = place.quote if place.quote and place.quote.end <= len(text) else None
    current = _clause(place, clauses, quote)
    with st.sidebar:
        st.html(outline_html(clauses, current) or tag("p", escape("这份文件没有编号条款。"), "wc-muted"))
    st.html(_head(document, version))
    _tell_if_old(place, document, version)
    for words in _remarks(place, current, quote):
        st.html(notice(words, "warning"))
    reader_bar.show(document, version, current)
    layout = backend.client().layout(place.document_id, version)
    st.html(document_html(text, clauses, quote, current, layout))
    _jump(clauses, quote, current)


def _clause(place: Place, clauses: Sequence[Json], quote: Span | None) -> str | None:
    """The clause that is set off: the one named, else the one that holds the quote."""
    if place.clause_id:
        return place.clause_id if any(c["id"] == place.clause_id for c in clauses) else None
    return innermost(quote, clauses) if quote else None


def _head(document: Json, version: int) -> str:
    number = f"（{document['document_number']}）" if document["document_number"] else ""
    facts = [document["issuer"], document["date_issued"], f"第 {version} 版", document["file_name"]]
    line = "　".join(fact for fact in facts if fact)
    return tag("h1", escape(f"《{document['title']}》{number}"), "wc-title wc-reading") + tag(
        "p", escape(line), "wc-muted"
    )


def _tell_if_old(place: Place, document: Json, version: int) -> None:
    """Say that this version is no longer in force as the library knows it, with the way to the one that is."""
    if version == document["version"]:
        return
    st.html(notice(f"这是第 {version} 版（旧版）；文件库中现行的是第 {document['version']} 版。", "warning"))
    parameters = address_of(Place(place.document_id, clause_id=place.clause_id))
    st.page_link("reader.py", label="打开现行版本", icon=":material/update:", query_params=parameters)


def _remarks(place: Place, current: str | None, quote: Span | None) -> list[str]:
    """What the reader should know when the link does not lead exactly where it once did."""
    if place.clause_id and current is None:
        return ["链接中的条款在这一版里找不到，下面是全文。"]
    if place.quote and quote is None:
        return ["链接中的引文位置超出了这份文件的篇幅，下面是全文。"]
    return []


def _jump(clauses: Sequence[Json], quote: Span | None, current: str | None) -> None:
    """Scroll to the quote, else to the clause; our own constant script, no words of the document in it."""
    at = next((i for i, c in enumerate(clauses) if c["id"] == current), None)
    if quote is None and at is None:
        return
    target = "'.wc-document mark'" if quote else f"'#{anchor(at or 0)}'"
    st.html(JUMP.format(target=target), unsafe_allow_javascript=True)


if __name__ == "__main__":
    show()
