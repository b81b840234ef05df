"""What changed between two versions, as HTML: additions and deletions marked. Pure; words of documents are escaped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.ui.rendering import escape, notice, tag

Json = dict[str, Any]

AROUND = 24  # unchanged characters shown on either side of a change
TAGS = {"removed": "del", "added": "ins"}


def difference_html(found: Mapping[str, Any]) -> str:
    """The changed clauses word by word, then those added, removed and renumbered: a reply of `/differences`."""
    groups = (
        _group("有改动", [_changed(change) for change in found["changed"]]),
        _group("新增", [_whole(place, "ins") for place in found["added"]]),
        _group("删除", [_whole(place, "del") for place in found["removed"]]),
        _group("改号或移位，文字未变", [tag("p", _address(move)) for move in found["moved"]]),
    )
    body = "".join(groups) or notice("两版的条款没有不同。")
    return tag("p", escape(_summary(found)), "wc-muted") + tag("div", body, "wc-text wc-difference")


def version_line(version: Mapping[str, Any], current: int) -> str:
    """A version's number, day by the local clock, size and file name, and whether it is the current one."""
    name = f"第 {version['version']} 版" + ("（现行）" if version["version"] == current else "")
    day = datetime.fromisoformat(version["added_at"]).astimezone().date()
    return f"{name}　{day} 导入　{version['clauses']} 条　{version['file_name']}"


def _summary(found: Mapping[str, Any]) -> str:
    counts = {
        "改动": len(found["changed"]),
        "新增": len(found["added"]),
        "删除": len(found["removed"]),
        "改号": len(found["moved"]),
        "未变": found["unchanged"],
    }
    said = "，".join(f"{name} {count} 条" for name, count in counts.items())
    return f"第 {found['old']['version']} 版 → 第 {found['new']['version']} 版：{said}"


def _group(name: str, entries: Sequence[str]) -> str:
    return tag("h4", escape(name)) + "".join(entries) if entries else ""


def _changed(change: Mapping[str, Any]) -> str:
    pieces = change["pieces"]
    last = len(pieces) - 1
    words = "".join(_piece(piece, at > 0, at < last) for at, piece in enumerate(pieces))
    return tag("p", _address(change)) + tag("blockquote", words)


def _piece(piece: Mapping[str, Any], before: bool, after: bool) -> str:
    """One run of words; unchanged ones are cut to what stands next to a change."""
    words = piece["text"]
    if piece["kind"] in TAGS:
        return tag(TAGS[piece["kind"]], escape(words))
    if len(words) > AROUND * (before + after):
        words = (words[:AROUND] if before else "") + "……" + (words[-AROUND:] if after else "")
    return escape(words)


def _whole(place: Mapping[str, Any], mark: str) -> str:
    return tag("p", tag("b", escape(place["clause"]))) + tag("blockquote", tag(mark, escape(place["text"])))


def _address(pair: Mapping[str, Any]) -> str:
    old, new = pair["old"]["clause"], pair["new"]["clause"]
    return tag("b", escape(new if old == new else f"{old} → {new}"))
