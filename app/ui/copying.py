"""A button that puts words or an address of ours into the clipboard, in one click and without a rerun."""

from pathlib import Path

import streamlit as st

_SCRIPT = (Path(__file__).parent / "assets" / "copying.js").read_text(encoding="utf-8")
_BUTTON = '<span class="wc-copying"><button type="button">复制</button><output></output></span>'
_mount = st.components.v2.component("wence_copying", html=_BUTTON, js=_SCRIPT, isolate_styles=False)


def button(words: str, text: str, *, key: str, address: bool = False) -> None:
    """A button named *words* that copies *text*; with *address* the whole address that this relative one leads to."""
    _mount(key=key, data={"words": words, "text": text, "address": address}, width="content")
