"""The ledger's table on the page: a click, or Enter on a row's words, chooses the row."""

from pathlib import Path

import streamlit as st

_SCRIPT = (Path(__file__).parent / "assets" / "ledger_table.js").read_text(encoding="utf-8")
_PLACE = '<div class="wc-rows" tabindex="0" role="region" aria-label="台账"></div>'
_mount = st.components.v2.component("wence_ledger", html=_PLACE, js=_SCRIPT, isolate_styles=False)


def show(html: str) -> str | None:
    """Draw *html*, a table of `table_html` with escaped words; the id of the row just chosen, else None."""
    chosen: str | None = _mount(key="ledger table", data=html, on_chosen_change=lambda: None).chosen
    return chosen
