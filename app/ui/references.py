"""The documents that a document names, in words: what it rests on, its attachments, and whether they are there. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.ui.rendering import badge, escape, tag

NOTHING = "文中没有写明依据文件，也没有列出附件。"


def references_html(references: Mapping[str, Any]) -> str:
    """依据文件 and 附件 as two lists, each entry marked 库中 or 未入库; the reply of GET …/references."""
    shown = _listed("依据文件", references["basis"]) + _listed("附件", references["attachments"])
    return shown or tag("p", escape(NOTHING), "wc-muted")


def _listed(name: str, references: Sequence[Mapping[str, Any]]) -> str:
    if not references:
        return ""
    lines = "".join(tag("li", _line(each)) for each in references)
    return tag("p", escape(name), "wc-muted") + tag("ul", lines, "wc-list")


def _line(reference: Mapping[str, Any]) -> str:
    number = f"（{reference['document_number']}）" if reference["document_number"] else ""
    held = reference["document_id"] is not None
    mark = badge("库中") if held else badge("未入库", "wc-caution")
    title = f"《{reference['title']}》" if reference["title"] else ""
    return escape(title + number) + mark
