"""Example questions made from the library's own titles and headings."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.clients.client import ApiClient

Json = dict[str, Any]

# A heading that speaks of this → the question people ask about it.
ASKED: Mapping[str, str] = {
    "目标": "{plan}的目标是什么？",
    "经费": "{plan}的经费从哪里来？",
    "考核": "{plan}怎么考核？",
    "对象": "{plan}适用于哪些人？",
    "组织": "{plan}由谁负责组织实施？",
}
PLANS_READ = 8
PLAN_SHOWN = 24
_FRAME = re.compile(r"^.*关于(?:印发|下发|做好|开展)?|[《》]|的?(?:通知|通告)$|[（(][^（()）]*年[)）]")


@st.cache_data(ttl=60, show_spinner=False)
def example_questions(_client: ApiClient, documents: Sequence[Json]) -> list[str]:
    """A few questions that the first documents can answer: a question a plan, of different kinds where there are."""
    used: set[str] = set()
    chosen = []
    for document in documents[:PLANS_READ]:
        kinds = _kinds(_client.clauses(document["id"]))
        kind = next((kind for kind in kinds if kind not in used), kinds[0] if kinds else None)
        if kind:
            used.add(kind)
            chosen.append(ASKED[kind].format(plan=plan_name(document["title"])))
    return chosen


def _kinds(clauses: Sequence[Json]) -> list[str]:
    """What the headings of a plan's first level speak of."""
    headings = [c["heading"] for c in clauses if c["level"] == 1]
    return [word for word in ASKED if any(word in heading for heading in headings)]


def plan_name(title: str) -> str:
    """A title as people say it, without 关于印发…的通知 or its years; whole in 《》 where that leaves too much."""
    name = _FRAME.sub("", title)
    return name if 0 < len(name) <= PLAN_SHOWN else f"《{title}》"
