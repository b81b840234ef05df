"""Files to take away: fetched from the API when somebody clicks, not while the page is drawn."""

from collections.abc import Callable, Mapping

import streamlit as st

NAMES = {"xlsx": "Excel", "docx": "Word", "csv": "CSV"}

File = Callable[[], bytes]


def offer(words: str, file: File, *, name: str, key: str, mime: str | None = None) -> None:
    """A button that says *words* and gives *file* under the file name *name*."""
    st.download_button(
        words,
        file,
        file_name=name,
        mime=mime,
        key=key,
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def offer_forms(files: Mapping[str, File], *, name: str, key: str) -> None:
    """A row of buttons: the same thing in each form, which is the ending of its file name."""
    with st.container(horizontal=True, gap="small", key=f"{key} downloads"):
        for form, file in files.items():
            offer(f"下载 {NAMES[form]}", file, name=f"{name}.{form}", key=f"download {key} {form}")
