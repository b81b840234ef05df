"""Adding files: an uploader, progress per file while the API reads it in, and a receipt or the error in its place."""

from typing import Any

import streamlit as st

from app.ui import backend, state
from app.ui.receipts import change_words, receipt_html
from app.ui.rendering import label, notice, short
from ingest.archives import SUFFIX, is_archive, members_of
from ingest.errors import WenceError
from ingest.readers import SUPPORTED

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
HINT = label(f"可多选，也可拖到框里；支持 {'、'.join((*SUPPORTED, SUFFIX))}")


def show(*, key: str, receipts: bool = False) -> None:
    """Draw the uploader and read in what was dropped on it; with *receipts* show each receipt in full."""
    key = f"{key} upload {state.upload_round()}"
    files = st.file_uploader(HINT, accept_multiple_files=True, key=key)
    if files:
        state.uploads().clear()
        for at, file in enumerate(files, start=1):
            state.uploads().extend(_read_file(file.getvalue(), file.name, f"（{at}/{len(files)}）"))
        state.next_upload_round()
        st.rerun()
    for upload in state.uploads():
        _show_outcome(upload, receipts)


def _read_file(data: bytes, name: str, count: str) -> list[state.Upload]:
    """What became of a file, or of each file of an archive."""
    if not is_archive(name):
        return [_read_in(data, name, count)]
    try:
        return [_read_in(member.data, member.name, count) for member in members_of(data, name)]
    except WenceError as problem:
        return [state.Upload(name, problem=str(problem))]


def _read_in(data: bytes, name: str, count: str) -> state.Upload:
    shown = f"{short(name, NAME_SHOWN)}{count}"
    bar = st.progress(0.0, text=label(f"正在上传 {shown}"))

    def progress(stage: str, done: int, total: int) -> None:
        words = f"{shown}　{STAGES.get(stage, stage)} {done}/{total}"
        bar.progress(share(stage, done, total), text=label(words))

    try:
        reply = backend.client().upload(data, name, progress=progress)
    except WenceError as problem:
        bar.empty()
        return state.Upload(name, problem=str(problem))
    bar.progress(1.0, text=label(f"{shown}　完成"))
    return state.Upload(name, reply)


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
