"""台账: every commitment as a row, filtered by what the address says; drawn as figures; and plans compared."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from app.clients.client import ApiProblem
from app.export.documents import filter_words
from app.ui import (
    account,
    backend,
    choosing,
    comparison,
    downloads,
    ledger_filters,
    ledger_overview,
    ledger_row,
)
from app.ui.ledger_view import NONE_MATCH, WIDEN, count_words, orphan_html, table_html
from app.ui.ledger_wanted import VIEWS, without
from app.ui.rendering import escape, label, notice, tag

Json = dict[str, Any]

PER_PAGE = 100
FORMS = ("xlsx", "docx", "csv")


def show() -> None:
    backend.status()
    st.html(tag("h1", escape("台账"), "wc-title"))
    documents = backend.client().documents()
    if not documents:
        st.html(
            notice(
                "导入计划、方案等文件后，其中的指标、时限、经费、职责和禁令会逐条列在这里。",
                title="文件库还是空的",
            )
        )
        st.page_link("library.py", label="去导入文件", icon=":material/upload_file:")
        return
    chosen = ledger_filters.wanted()
    ledger_filters.show(chosen, documents)
    view = _view(chosen)
    try:
        if view == "compare":
            comparison.show(chosen, documents)
        else:
            _show_selection(chosen, documents, view)
    except ApiProblem as problem:
        st.html(notice(str(problem), "error", title="这样筛选不了"))


def _view(chosen: Json) -> str:
    """The view that the address names, and a switch to the others."""
    named = ledger_filters.place("view")
    st.session_state["ledger view"] = named if named in VIEWS else "rows"
    view = st.segmented_control(
        "视图",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        key="ledger view",
        required=True,
        label_visibility="collapsed",
        on_change=_change_view,
        args=(chosen,),
    )
    return view or "rows"


def _change_view(chosen: Json) -> None:
    ledger_filters.go(chosen, view=st.session_state["ledger view"])


def _show_selection(chosen: Json, documents: Sequence[Json], view: str) -> None:
    summary = backend.client().ledger_summary(**without(chosen, "sort"))
    _head(chosen, documents, summary)
    if summary["total"] and view == "overview":
        ledger_overview.show(chosen, summary)
        return
    if summary["total"]:
        _table(chosen, summary["total"])
    else:
        st.html(notice(WIDEN, title=NONE_MATCH))
    _opened(chosen)
    _orphans(chosen)


def _head(chosen: Json, documents: Sequence[Json], summary: Json) -> None:
    """How many rows there are, what they are filtered by, and files to take away."""
    titles = {document["id"]: document["title"] for document in documents}
    said = filter_words(without(chosen, "sort"), titles) if without(chosen, "sort") else ""
    words = tag("strong", escape(count_words(summary)))
    st.html(tag("p", words + tag("span", escape(f"　{said}"), "wc-muted"), "wc-count"))
    if not summary["total"]:
        return
    files = {form: partial(backend.client().commitments_file, form, **chosen) for form in FORMS}
    downloads.offer_forms(files, name="承诺台账", key="ledger")


def _table(chosen: Json, total: int) -> None:
    pages = -(-total // PER_PAGE)
    page = st.pagination(pages, key="ledger page") if pages > 1 else 1
    rows = backend.client().commitments_page(limit=PER_PAGE, offset=(page - 1) * PER_PAGE, **chosen)["items"]
    opened = ledger_filters.place("row")
    one_document = len(chosen.get("document", [])) == 1
    grouped = one_document or chosen.get("sort", "document") == "document"
    table = table_html(rows, opened, grouped=grouped)
    st.html(f'<div class="wc-rows" tabindex="0" role="region" aria-label="台账">{table}</div>')


@st.fragment
def _opened(chosen: Json) -> None:
    """The row that the address names; choosing another runs this part alone."""
    choosing.listen("row", partial(_open, chosen))
    if row_id := ledger_filters.place("row"):
        try:
            row = backend.client().commitment(row_id)
        except ApiProblem as problem:
            st.html(notice(str(problem), "error", title="打不开这一条"))
            return
        ledger_row.show(row, jump=st.session_state.pop("ledger jump", False))


def _open(chosen: Json, row_id: str) -> None:
    ledger_filters.go(chosen, view=ledger_filters.place("view"), row=row_id)
    st.session_state["ledger jump"] = True


def _orphans(chosen: Mapping[str, Any]) -> None:
    """Marks whose words are gone from the current versions: they stay in sight until somebody takes them back."""
    marks = backend.client().marks(orphaned=True)
    wanted = chosen.get("document")
    left = [mark for mark in marks if not wanted or mark["document_id"] in wanted]
    if not left:
        return
    with st.expander(label(f"文件更新后找不到原文的标记（{len(left)}）"), icon=":material/bookmark_remove:"):
        for mark in left:
            st.html(orphan_html(mark))
            row_id = mark["marked_row_id"]
            if account.may("editor") and st.button("不再保留", key=f"drop {row_id}", type="tertiary"):
                backend.client().unmark(row_id, who=st.session_state.get("who") or mark["who"])
                st.rerun()


if __name__ == "__main__":
    show()
