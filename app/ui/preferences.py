"""What readers set for themselves, remembered by the browser: which of two readers they are, their district and level."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import quote, unquote

import streamlit as st

from app.ui.rendering import escape, label, tag

Json = dict[str, Any]

COOKIE = "wence_preferences"
READERS = {False: "教师", True: "公务"}
LEVELS = ("幼儿园", "小学", "初中", "高中", "中职")
LONGEST = 50  # characters of a district

_SCRIPT = """
export default function ({ data }) {
  document.cookie = `${data.name}=${data.value}; path=/; max-age=31536000; samesite=lax`;
}
"""
_mount = st.components.v2.component("wence_preferences", js=_SCRIPT)


@dataclass(frozen=True, slots=True)
class Preferences:
    """``official``: shown everything, with strength and formal citations; else short and with plain words."""

    official: bool = False
    region: str | None = None
    level: str | None = None

    @property
    def home(self) -> Json | None:
        """As requests take it; None: as the service is set."""
        return {"region": self.region, "level": self.level} if self.region or self.level else None


def current() -> Preferences:
    """What was set in this session, else in this browser earlier."""
    found: Preferences | None = st.session_state.get("preferences")
    return found or read(st.context.cookies.get(COOKIE, ""))


def read(cookie: str) -> Preferences:
    """The preferences that a cookie holds; the usual ones where it holds none."""
    try:
        said = json.loads(unquote(cookie))
        region, level = said.get("region"), said.get("level")
        return Preferences(
            bool(said.get("official")),
            region[:LONGEST] if isinstance(region, str) else None,
            level if level in LEVELS else None,
        )
    except (ValueError, AttributeError):
        return Preferences()


def written(preferences: Preferences) -> str:
    """The cookie that holds *preferences*."""
    return quote(json.dumps(asdict(preferences), ensure_ascii=False))


def show(regions: Sequence[str]) -> None:
    """Draw the switch and the choice of a district among *regions*, or of another, and of a school level."""
    set_before = current()
    st.html(tag("h2", escape("我是"), "wc-side"))
    official = st.segmented_control(
        "我是",
        list(READERS),
        format_func=READERS.__getitem__,
        default=set_before.official,
        required=True,
        label_visibility="collapsed",
        key="reader",
        width="stretch",
    )
    words = "　".join(filter(None, (set_before.region, set_before.level))) or "我的地区和学段"
    with st.popover(label(words), icon=":material/location_on:", width="stretch", key="home"):
        st.html(tag("p", escape("问题没有指明地区时，先查这里的文件。记在这个浏览器里。"), "wc-muted"))
        region = _choice("我的地区", list(regions), set_before.region, new=True)
        level = _choice("学段", list(LEVELS), set_before.level)
    chosen = replace(set_before, official=bool(official), region=region, level=level)
    if chosen != set_before:
        st.session_state["preferences"] = chosen
        st.rerun()
    if kept := st.session_state.get("preferences"):
        _mount(key="preferences memory", data={"name": COOKIE, "value": written(kept)})


def _choice(name: str, options: list[str], before: str | None, *, new: bool = False) -> str | None:
    known = options if before in (None, *options) else [*options, before]
    chosen: str | None = st.selectbox(
        name,
        known,
        index=known.index(before) if before else None,
        placeholder="不限",
        accept_new_options=new,
        key=f"preferred {name}",
    )
    return chosen.strip()[:LONGEST] or None if chosen else None
