"""What is chosen by a click in our own HTML: a row of the ledger, a clause of a document.

The HTML and what listens to it are apart, so that what is chosen is drawn alone and not the whole again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import streamlit as st

Kind = Literal["row", "clause"]

_SCRIPT = (Path(__file__).parent / "assets" / "choosing.js").read_text(encoding="utf-8")
_mount = st.components.v2.component("wence_choosing", js=_SCRIPT)


def listen(kind: Kind, on_chosen: Callable[[str], None]) -> None:
    """Call *on_chosen* with the id of each that is chosen, before the fragment or page around this call is drawn."""
    key = f"chosen {kind}"

    def told() -> None:
        if chosen := st.session_state[key].chosen:
            on_chosen(chosen)

    _mount(key=key, data=kind, on_chosen_change=told)
