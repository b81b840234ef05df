"""概览: how specific each plan is, when things are due, and the rows by kind and by body."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import streamlit as st

from app.ui import backend
from app.ui.ledger_figures import (
    DONE,
    DUE,
    OVERDUE,
    bodies_html,
    due_legend_html,
    due_points,
    due_table_html,
    due_words,
    kinds_html,
    profiles_html,
)
from app.ui.ledger_wanted import without
from app.ui.rendering import escape, notice, tag

Json = dict[str, Any]

# Told apart by shape as well as by colour; both stand out on light and on dark ground.
STATES, COLOURS, SHAPES = (
    (OVERDUE, DUE, DONE),
    ("#d9822b", "#4a87a5", "#2e9e5b"),
    ("diamond", "circle", "square"),
)
LANE, FEWEST = 34, 3  # pixels a plan, and the fewest lanes drawn
NO_DUE = "符合条件的承诺都没有写明到期日。"


def show(chosen: Json, summary: Json) -> None:
    """Draw what *chosen* leaves of the ledger; *summary* is its summary."""
    _title("具体程度", "每份计划的承诺中，写明数量、时限、责任单位的各有多少")
    st.html(profiles_html(summary["documents"]))
    _title("时限", "按最后期限排列")
    _timeline(due_points(_rows(chosen), date.today()))
    left, right = st.columns(2)
    with left:
        _title("类别", "各类承诺的条数")
        st.html(kinds_html(summary["kinds"]))
    with right:
        _title("责任单位", "写明的责任单位，条数多的在前")
        st.html(bodies_html(summary["bodies"]) or notice("符合条件的承诺都没有写明责任单位。"))


def _title(name: str, words: str) -> None:
    st.html(tag("h2", escape(name), "wc-section") + tag("p", escape(words), "wc-muted"))


def _rows(chosen: Json) -> list[Json]:
    return backend.client().commitments(**without(chosen, "sort", "has_deadline"), has_deadline=True)


def _timeline(points: Sequence[Json]) -> None:
    if not points:
        st.html(notice(NO_DUE))
        return
    words = due_words(points)
    st.html(due_legend_html(points))
    st.altair_chart(_chart(points), width="stretch", alt=f"承诺到期时间图：{words}")
    st.html(due_table_html(points))


def _chart(points: Sequence[Json]) -> alt.LayerChart:
    lanes = list(dict.fromkeys(point["title"] for point in points))
    dots = (
        alt.Chart(alt.Data(values=list(points)))
        .mark_point(filled=True, opacity=0.85, aria=False)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", labelAngle=0, tickCount=6)),
            y=alt.Y("title:N", title=None, sort=lanes, axis=alt.Axis(labelLimit=260)),
            size=alt.Size("rows:Q", legend=None, scale=alt.Scale(range=[70, 500])),
            color=alt.Color("state:N", legend=None, scale=alt.Scale(domain=STATES, range=COLOURS)),
            shape=alt.Shape("state:N", legend=None, scale=alt.Scale(domain=STATES, range=SHAPES)),
            tooltip=[
                alt.Tooltip("day:T", title="到期", format="%Y-%m-%d"),
                alt.Tooltip("title:N", title="文件"),
                alt.Tooltip("state:N", title="状态"),
                alt.Tooltip("rows:Q", title="条数"),
                alt.Tooltip("words:N", title="例"),
            ],
        )
    )
    now = alt.Chart(alt.Data(values=[{"day": date.today().isoformat(), "words": "今天"}])).encode(x="day:T")
    today = now.mark_rule(strokeDash=[4, 4], color="#8a8f94", aria=False) + now.mark_text(
        text="今天", align="left", baseline="top", dx=4, y=0, color="#8a8f94", aria=False
    ).encode(x="day:T")
    chart: alt.LayerChart = (today + dots).properties(height=LANE * max(FEWEST, len(lanes)) + 30)
    # Its words are in the alternative text and the table; the drawing has no English description of its own.
    return chart.configure(aria=False)
