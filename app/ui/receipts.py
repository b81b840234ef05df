"""An ingest receipt in words. Pure."""

from collections.abc import Mapping
from typing import Any

from app.ui.rendering import bullet_list, escape, facts_list, tag

CHANGES = {"added": "已导入", "unchanged": "内容与库中相同，未作改动", "new_version": "已存为新版本"}
FACTS = {
    "title": "标题",
    "plan_title": "计划名称",
    "document_number": "文号",
    "index_number": "索引号",
    "issuer": "发文机关",
    "date_issued": "成文日期",
    "date_published": "发布日期",
    "region": "地区",
    "level": "行政层级",
    "kind": "文种",
    "applies_to": "适用范围",
    "period": "实施期限",
    "addressees": "主送机关",
    "basis": "依据文件",
    "attachments": "附件",
    "event_date": "会议日期",
}


def change_words(reply: Mapping[str, Any]) -> str:
    """What an upload did, in one line: the reply of POST /v1/documents."""
    document = reply["document"]
    return f"《{document['title']}》{CHANGES[reply['change']]}，共 {document['clauses']} 条。"


def receipt_html(receipt: Mapping[str, Any]) -> str:
    """Characters, clauses, share of the text in clauses, what the header yielded, warnings."""
    rows = [
        ("正文字数", f"{receipt['characters']}"),
        ("条款", f"{receipt['clauses']} 条，另有页头、落款等 {receipt['frame_parts']} 处"),
        ("已归入条款或页头等", f"{receipt['coverage']:.1%}"),
        ("网页杂项", f"{receipt['in_noise']} 字"),
        ("没有归属的文字", f"{receipt['unowned']} 字"),
        ("已识别", _names(receipt["metadata_found"])),
        ("文中未写明", _names(receipt["metadata_missing"])),
    ]
    head = tag("p", escape("请留意："), "wc-muted") if receipt["warnings"] else ""
    return facts_list([row for row in rows if row[1]]) + head + bullet_list(receipt["warnings"])


def _names(keys: list[str]) -> str:
    return "、".join(FACTS.get(key, key) for key in keys)
