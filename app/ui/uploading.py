"""Adding files: an uploader, progress per file and in total, and each receipt or error in its place at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from app.ui import admission, backend, state
from app.ui.receipts import change_words, receipt_html
from app.ui.rendering import escape, label, notice, short, tag
from ingest.archives import is_archive, left_out, members_of
from ingest.errors import WenceError

Json = dict[str, Any]

STAGES = {
    "parse": "切分条款",
    "encode": "计算语义向量",
    "store": "存入文件库",
    "index": "建立索引",
    "tokens": "逐词编码",
}
ORDER = list(STAGES)
NAME_SHOWN = 30
WARNINGS_SHOWN = 3  # at the side, where the receipt is not
HINT = "可多选，也可拖到框里：Word、WPS、PDF、OFD、Excel、网页、文本、图片，或装着它们的 zip"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is still to be read in, or why it can't be."""

    name: str
    data: bytes = b""
    problem: str | None = None


def show(*, key: str, receipts: bool = False, collections: Sequence[Json] = ()) -> None:
    """Draw the uploader and read in what was dropped on it; with *receipts* show each receipt in full.

    Where there are several *collections* the visitor chooses one.
    """
    admission.admit()
    into = _into(collections)
    key = f"{key} upload {state.upload_round()}"
    files = st.file_uploader(HINT, accept_multiple_files=True, key=key)
    if files:
        _read_all([each for file in files for each in _files_in(file.getvalue(), file.name)], receipts, into)
        state.next_upload_round()
        st.rerun()
    if len(state.uploads()) > 1:
        st.html(tag("p", escape(total_words(len(state.uploads()), state.uploads())), "wc-count"))
    for upload in state.uploads():
        _show_outcome(upload, receipts)


def _into(collections: Sequence[Json]) -> str | None:
    """The collection that files go into; None for the one that the API chooses."""
    if len(collections) < 2:
        return None
    chosen: str = st.selectbox("导入到集合", [item["name"] for item in collections], key="upload into")
    return chosen


def _files_in(data: bytes, name: str) -> list[_Waiting]:
    """The file itself, or each file of an archive."""
    if not is_archive(name):
        return [_Waiting(name, data)]
    try:
        return [
            _Waiting(member.name, member.data, str(member.problem) if member.problem else None)
            for member in members_of(data, name)
        ] + [
            _Waiting(other, problem=f"「{other}」（在 {name} 里）不是可导入的格式，没有导入。")
            for other in left_out(data, name)
        ]
    except WenceError as problem:
        return [_Waiting(name, problem=str(problem))]


def _read_all(files: Sequence[_Waiting], receipts: bool, into: str | None) -> None:
    """Read in one after another, each outcome in its place as soon as it is there; a bad file stops no other."""
    state.uploads().clear()
    total = st.progress(0.0, text=total_words(len(files), ()))
    places = [st.empty() for _ in files]
    for place, file in zip(places, files, strict=True):
        place.html(tag("p", escape(f"{short(file.name, NAME_SHOWN)}　等待导入"), "wc-muted"))
    for at, (place, file) in enumerate(zip(places, files, strict=True)):
        upload = _read_in(file, place, partial(_advance, total, at, len(files)), into)
        state.uploads().append(upload)
        with place.container():
            _show_outcome(upload, receipts)


def _advance(total: Any, done: int, files: int, part: float) -> None:
    """*part* of the file after *done* others is read in."""
    total.progress((done + part) / files, text=total_words(files, state.uploads()))


def total_words(files: int, uploads: Sequence[state.Upload]) -> str:
    """How many of *files* are through, and how many of them were refused."""
    refused = sum(upload.reply is None for upload in uploads)
    done = f"共 {files} 份文件，已导入 {len(uploads) - refused} 份"
    return done + (f"，{refused} 份没有导入" if refused else "")


def _read_in(file: _Waiting, place: Any, advance: Callable[[float], None], into: str | None) -> state.Upload:
    shown = short(file.name, NAME_SHOWN)

    def progress(stage: str, done: int, total: int) -> None:
        part = share(stage, done, total)
        place.progress(part, text=label(f"{shown}　{STAGES.get(stage, stage)} {done}/{total}"))
        advance(part)

    if file.problem:
        return state.Upload(file.name, problem=file.problem)
    place.progress(0.0, text=label(f"正在上传 {shown}"))
    try:
        return state.Upload(
            file.name, backend.client().upload(file.data, file.name, collection=into, progress=progress)
        )
    except WenceError as problem:
        return state.Upload(file.name, problem=str(problem))


def share(stage: str, done: int, total: int) -> float:
    """How much of the whole reading-in is done, 0 to 1: the stages count alike."""
    before = ORDER.index(stage) if stage in STAGES else 0
    return min(1.0, (before + (done / total if total else 1.0)) / len(ORDER))


def _show_outcome(upload: state.Upload, receipts: bool) -> None:
    if upload.reply is None:
        st.html(notice(upload.problem or "", "error"))
        return
    warnings = upload.reply["receipt"]["warnings"]
    said = "" if receipts else "".join(f"\n{words}" for words in warnings[:WARNINGS_SHOWN])
    st.html(notice(change_words(upload.reply) + said, "warning" if warnings else "info"))
    if receipts:
        with st.container(border=True):
            st.html(receipt_html(upload.reply["receipt"]))
