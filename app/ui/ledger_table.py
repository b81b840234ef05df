"""The ledger's table on the page, and which of its rows was chosen: by a click, or by Enter on its words.

The table and what listens to it are apart, so that opening a row draws the row alone and not the table again.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_SCRIPT = (Path(__file__).parent / "assets" / "ledger_table.js").read_text(encoding="utf-8")
_mount = st.components.v2.component("wence_ledger", js=_SCRIPT)
_KEY = "ledger table"


def show(table: str) -> None:
    """Draw *table*, as `table_html` gives it."""
    st.html(f'<div class="wc-rows" tabindex="0" role="region" aria-label="台账">{table}</div>')


def listen(on_chosen: Callable[[str], None]) -> None:
    """Call *on_chosen* with the id of each row that is chosen."""

    def told() -> None:
        if chosen := st.session_state[_KEY].chosen:
            on_chosen(chosen)

    _mount(key=_KEY, on_chosen_change=told)
