"""A box that finds words in the document on the page, in the browser: nothing is fetched and nothing is drawn again."""

from pathlib import Path

import streamlit as st

_SCRIPT = (Path(__file__).parent / "assets" / "finding.js").read_text(encoding="utf-8")
_BOX = """
<search class="wc-find">
  <input type="text" aria-label="在本文中查找" placeholder="在本文中查找" autocomplete="off" spellcheck="false">
  <output></output>
  <button type="button" aria-label="上一处">↑</button><button type="button" aria-label="下一处">↓</button>
</search>
"""
_mount = st.components.v2.component("wence_finding", html=_BOX, js=_SCRIPT, isolate_styles=False)


def show() -> None:
    _mount(key="find in document", width="stretch")
