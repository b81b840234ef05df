"""What the ledger amounts to, drawn as HTML bars that are their own text, and the deadlines as points in time. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.ui.rendering import badge, bar_list, escape, short, tag
from app.words.ledger import KINDS
from retrieval.ledger.filter import last_day

Json = dict[str, Any]

TRAITS = {"with_number": "有数量", "with_deadline": "有时限", "with_body": "有责任单位"}
NO_DEADLINES = "本方案没有可考核时限"
OVERDUE, DUE, DONE = "已过期", "未到期", "已完成"
BODIES_SHOWN = 15
TITLE_SHOWN = 12
SIGNS = {OVERDUE: ("◆", "overdue"), DUE: ("●", "due"), DONE: ("■", "done")}


def profiles_html(profiles: Sequence[Json]) -> str:
    """How specific each plan is: x of y rows have a figure, a deadline, a body."""
    sections = "".join(map(_profile, (profile for profile in profiles if profile["rows"])))
    return tag("div", sections, "wc-profiles")


def _profile(profile: Json) -> str:
    without = badge(NO_DEADLINES, "wc-caution") if not profile["with_deadline"] else ""
    bars = [(name, profile[key], f"{profile[key]} / {profile['rows']} 条") for key, name in TRAITS.items()]
    head = tag("h3", escape(f"《{profile['title']}》") + without, "wc-source")
    return tag("section", head + bar_list(bars, profile["rows"]), "wc-profile")


def kinds_html(kinds: Sequence[Json]) -> str:
    """How many rows there are of each kind, most first."""
    ordered = sorted(kinds, key=lambda each: -each["rows"])
    return _counted([(KINDS[each["kind"]], each["rows"]) for each in ordered])


def bodies_html(bodies: Sequence[Json]) -> str:
    """The bodies with most rows."""
    return _counted([(each["body"], each["rows"]) for each in bodies[:BODIES_SHOWN]])


def _counted(counts: Sequence[tuple[str, int]]) -> str:
    most = max((count for _, count in counts), default=0)
    return bar_list([(name, count, f"{count} 条") for name, count in counts], most)


def due_points(rows: Sequence[Json], today: date) -> list[Json]:
    """Rows that are due on one day, of one plan and state, as one point: {"day", "title", "state", "rows", "words"}."""
    counts: Counter[tuple[str, str, str]] = Counter()
    words: dict[tuple[str, str, str], str] = {}
    for row in rows:
        day = None if row["deadline"]["type"] == "from" else last_day(row["deadline"]["iso"])
        if day is not None:
            key = (day, short(row["title"], TITLE_SHOWN), due_state(day, row["mark"], today))
            counts[key] += 1
            words.setdefault(key, short(row["quote"], 40))
    return [
        {"day": day, "title": title, "state": state, "rows": count, "words": words[day, title, state]}
        for (day, title, state), count in sorted(counts.items())
    ]


def due_state(day: str, mark: Mapping[str, Any] | None, today: date) -> str:
    """Whether what is due on *day* (ISO) is done, else whether the day is over."""
    if mark is not None and mark["state"] == "done":
        return DONE
    return OVERDUE if day < today.isoformat() else DUE


def due_words(points: Sequence[Json]) -> str:
    """How many rows are done, overdue and due."""
    totals: Counter[str] = Counter()
    for point in points:
        totals[point["state"]] += point["rows"]
    return "，".join(f"{state} {totals[state]} 条" for state in (OVERDUE, DUE, DONE) if totals[state])


def due_legend_html(points: Sequence[Json]) -> str:
    """The counts in words, each behind the sign that the drawing gives its state."""
    totals = {state: sum(p["rows"] for p in points if p["state"] == state) for state in SIGNS}
    said = (
        f'<span class="wc-sign-{name}" aria-hidden="true">{sign}</span> {state} {totals[state]} 条'
        for state, (sign, name) in SIGNS.items()
        if totals[state]
    )
    return tag("p", "　".join(said), "wc-count")


def due_table_html(points: Sequence[Json]) -> str:
    """The points as a folded table: what the drawing says, in words."""
    head = tag(
        "tr", "".join(f'<th scope="col">{name}</th>' for name in ("到期日", "文件", "状态", "条数", "例"))
    )
    lines = "".join(
        tag("tr", "".join(tag("td", escape(str(p[k]))) for k in ("day", "title", "state", "rows", "words")))
        for p in points
    )
    table = f'<table class="wc-ledger"><thead>{head}</thead><tbody>{lines}</tbody></table>'
    return f'<details class="wc-searched"><summary>以表格查看</summary>{table}</details>'
