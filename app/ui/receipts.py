"""An ingest receipt in words. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.ui.rendering import bullet_list, escape, facts_list, short, tag
from app.words.ledger import account_words

CHANGES = {"added": "已导入", "unchanged": "内容与库中相同，未作改动", "new_version": "已存为新版本"}
NOISE_SHOWN = 80  # characters of a run that was ignored


def change_words(reply: Mapping[str, Any]) -> str:
    """What an upload did, in one line: the reply of POST /v1/documents."""
    document = reply["document"]
    if reply["change"] == "older_version":
        return (
            f"《{document['title']}》与已导入过的第 {reply['version']} 版相同，现行的是第 {document['version']} 版，未作改动。"
            "要恢复旧版本，请在“文件”页打开“版本与改动”。"
        )
    return f"《{document['title']}》{CHANGES[reply['change']]}，共 {document['clauses']} 条。"


def receipt_html(receipt: Mapping[str, Any]) -> str:
    """Characters, clauses, share of the text in clauses, what the header yielded, warnings, what was ignored."""
    rows = [
        ("正文字数", f"{receipt['characters']}"),
        ("条款", f"{receipt['clauses']} 条，另有页头、落款等 {receipt['frame_parts']} 处"),
        ("已归入条款或页头等", f"{receipt['coverage']:.1%}"),
        ("页数", _pages(receipt)),
        ("表格", f"{receipt['tables']} 张" if receipt["tables"] else ""),
        ("图像识别", _recognised(receipt)),
        ("网页杂项", f"{receipt['in_noise']} 字"),
        ("没有归属的文字", f"{receipt['unowned']} 字"),
        ("台账核对", account_words(receipt)),
        ("已识别", "、".join(receipt["metadata_found"])),
        ("文中未写明", "、".join(receipt["metadata_missing"])),
    ]
    others = [words for words in receipt["warnings"] if words not in receipt["numbering"]]
    return (
        facts_list([row for row in rows if row[1]])
        + _listed("请留意：", others)
        + _listed("编号问题：", receipt["numbering"])
        + _listed("没有收录的部分：", receipt["dropped"])
        + _listed("判为网页杂项的文字：", [short(words, NOISE_SHOWN) for words in receipt["noise"]])
    )


def _pages(receipt: Mapping[str, Any]) -> str:
    blank = "、".join(map(str, receipt["blank_pages"]))
    return (
        f"{receipt['pages']} 页{f'，其中第 {blank} 页没有文字' if blank else ''}" if receipt["pages"] else ""
    )


def _recognised(receipt: Mapping[str, Any]) -> str:
    pages = "、".join(map(str, receipt["recognised_pages"]))
    return f"第 {pages} 页由图像识别，平均置信度 {receipt['confidence']:.0%}" if pages else ""


def _listed(name: str, lines: Sequence[str]) -> str:
    return tag("p", escape(name), "wc-muted") + bullet_list(lines) if lines else ""
