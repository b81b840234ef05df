"""Above a document: how to cite the clause that is open, its address, its page as it was printed, and the next citation."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from app.clients.client import ApiProblem
from app.ui import backend, choosing, copying, finding
from app.ui.places import Place, address_of, beside, place_of
from app.ui.rendering import escape, notice, tag

Json = dict[str, Any]

HINT = "点目录或条款前的序号，即可复制这一条的引用和链接。"


@st.fragment
def show(document: Json, version: int, opened: str | None) -> None:
    """Draw the bar of a document; choosing another clause draws the bar alone and puts the clause into the address."""
    choosing.listen("clause", partial(_open, version))
    place = place_of(st.query_params.to_dict()) or Place(document["id"])
    clause_id = place.clause_id or opened
    try:
        clause = backend.client().clause(clause_id, version) if clause_id else None
    except ApiProblem:  # an address that names a clause of another version; the page says so
        clause = None
    st.html(
        tag("p", escape(clause["formal"] if clause else HINT), "wc-cite" if clause else "wc-muted wc-hint")
    )
    # On its own, so that it stays in sight while the document is scrolled.
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="reader tools"):
        if clause:
            copying.button("复制引用", clause["formal"], key="copy citation")
        copying.button("复制链接", _address(place, version, clause), key="copy address", address=True)
        _citations(place)
        if clause and clause["page"]:
            _page(document, version, clause["page"])
        finding.show()


def _open(version: int, clause_id: str) -> None:
    """The clause into the address, with the citations that led here."""
    if place := place_of(st.query_params.to_dict()):
        st.query_params.from_dict(address_of(Place(place.document_id, version, clause_id, hits=place.hits)))


def _address(place: Place, version: int, clause: Json | None) -> str:
    """What to copy: the address of the quote where the link led to one, else of the clause, without other citations."""
    clause_id = clause["id"] if clause else None
    return f"reader?{urlencode(address_of(Place(place.document_id, version, clause_id, place.quote)))}"


def _citations(place: Place) -> None:
    """The ways to the citations before and after this one, of the answer that led here."""
    if (found := beside(place)) is None:
        return
    at, before, after = found
    st.page_link("reader.py", label="上一处", icon=":material/arrow_upward:", query_params=address_of(before))
    st.page_link(
        "reader.py", label="下一处", icon=":material/arrow_downward:", query_params=address_of(after)
    )
    total = len(place.hits)
    st.html(
        tag(
            "span", escape(f"引文 {at + 1} / {total}" if at is not None else f"引文共 {total} 处"), "wc-muted"
        )
    )


def _page(document: Json, version: int, page: int) -> None:
    """Where the clause begins in print, and that page as it looks."""
    icon = ":material/description:"
    shown = st.popover(f"第 {page} 页", type="tertiary", icon=icon, on_change="rerun", key="page")
    if not shown.open:
        return
    with shown:
        try:
            picture = backend.client().page_picture(document["id"], page, version=version)
        except ApiProblem as problem:
            st.html(notice(str(problem)))
            return
        st.image(picture, caption=f"第 {page} 页", width="stretch")
