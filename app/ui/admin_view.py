"""What 管理 shows, as HTML. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.access.caller import ROLE_WORDS
from app.export.audit import ACTION_WORDS
from app.ui.rendering import badge, escape, short, tag
from app.words.moment import moment

Json = Mapping[str, Any]

WORDS_SHOWN = 120


def audit_html(entries: Sequence[Json]) -> str:
    """The log as a table, one row an entry."""
    return _table(("时间", "谁", "做了什么", "内容"), [_entry(entry) for entry in entries])


def key_html(key: Json, now: str) -> str:
    """A key's name, what it may do, since when and until when; *now* is a moment as keys tell theirs."""
    where = "全部集合" if key["collections"] is None else f"集合：{'、'.join(key['collections'])}"
    facts = [
        ROLE_WORDS[key["role"]],
        where,
        f"{moment(key['made_at'])} 发放",
        _end(key),
        key["note"],
        key["id"],
    ]
    head = tag("strong", escape(key["name"])) + ("" if is_valid(key, now) else badge("已失效"))
    return tag("p", head, "wc-source") + tag("p", escape("　".join(filter(None, facts))), "wc-muted")


def is_valid(key: Json, now: str) -> bool:
    return key["revoked_at"] is None and (key["expires_at"] is None or now < key["expires_at"])


def _end(key: Json) -> str:
    if key["revoked_at"]:
        return f"{moment(key['revoked_at'])} 撤销"
    return f"{moment(key['expires_at'])} 到期" if key["expires_at"] else "不过期"


def _entry(entry: Json) -> tuple[str, ...]:
    role = f"（{ROLE_WORDS[entry['role']]}）" if entry["role"] else ""
    words = short(entry["words"], WORDS_SHOWN)
    refused = f"，来自 {entry['subject']}" if entry["action"] == "refused_key" else ""
    return moment(entry["at"]), f"{entry['name']}{role}", ACTION_WORDS[entry["action"]], f"{words}{refused}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = tag("tr", "".join(tag("th", escape(name)) for name in heads))
    body = "".join(tag("tr", "".join(tag("td", escape(cell)) for cell in row)) for row in rows)
    return tag("div", tag("table", head + body), "wc-table")
