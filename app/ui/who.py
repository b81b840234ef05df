"""The name that marks are signed with, remembered by the browser."""

import streamlit as st

_SCRIPT = """
export default function ({ data, setStateValue }) {
  const key = "wence.who";
  try {
    if (data) localStorage.setItem(key, data);
    else if (localStorage.getItem(key)) setStateValue("name", localStorage.getItem(key));
  } catch { /* a browser that keeps nothing: the name is asked again */ }
}
"""
_mount = st.components.v2.component("wence_who", js=_SCRIPT)


def remembered() -> str:
    """The name used last in this browser; "" as long as none is known."""
    name: str = st.session_state.get("who", "")
    found = _mount(key="who memory", data=name, on_name_change=lambda: None).name
    return name or found or ""


def remember(name: str) -> None:
    st.session_state["who"] = name
