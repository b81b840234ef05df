"""What became of a file: each character other than white space counted once, and what is doubtful about it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

from ingest.clauses import ClauseTree
from ingest.commitments.account import Account
from ingest.identity import is_certain
from ingest.layout import PLAIN, Layout
from ingest.model import Clause, Metadata, Receipt, Span

NAMES = {
    "title": "标题",
    "plan_title": "方案名称",
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
    "source": "信息来源",
}
LEAST_COVERAGE = 0.9  # a file of which less was kept than this is no plain success
_WORDS = re.compile(r"\S+")
_UNOWNED, _CLAUSE, _FRAME, _NOISE = range(4)
_SHOWN = 60  # characters of what is shown of a lost or ignored run


def make_receipt(text: str, tree: ClauseTree, metadata: Metadata, layout: Layout = PLAIN) -> Receipt:
    """Account for all of *text*. Doubts of the reader, lost or mostly ignored text, a missing tree, gaps in the
    numbering and conflicts of the metadata are warnings.
    """
    owners = _owners(text, tree)
    counts = _counted(text, owners)
    numbered = sum(not clause.is_frame for clause in tree.clauses)
    found = tuple(name for name in NAMES if getattr(metadata, name).value is not None)
    receipt = Receipt(
        characters=sum(counts),
        in_clauses=counts[_CLAUSE],
        in_frame=counts[_FRAME],
        in_noise=counts[_NOISE],
        unowned=counts[_UNOWNED],
        clauses=numbered,
        frame_parts=len(tree.clauses) - numbered,
        noise=tuple(span.of(text).strip() for span in tree.noise),
        metadata_found=tuple(NAMES[name] for name in found),
        metadata_missing=tuple(label for name, label in NAMES.items() if name not in found),
        numbering=tree.warnings,
        pages=len(layout.pages),
        blank_pages=layout.blank_pages,
        tables=len(layout.tables),
        dropped=layout.dropped,
        recognised_pages=tuple(page for page, _ in layout.confidence),
        confidence=fmean(share for _, share in layout.confidence) if layout.confidence else None,
    )
    warnings = (*layout.warnings, *_losses(text, owners, receipt), *tree.warnings, *_doubts(metadata))
    return replace(receipt, warnings=warnings)


def with_ledger(receipt: Receipt, account: Account) -> Receipt:
    """*receipt* with the sums of the ledger's account."""
    return replace(
        receipt,
        ledger_entries=len(account.entries),
        ledger_in_rows=account.in_rows,
        ledger_set_aside=len(account.set_aside),
        ledger_unexplained=len(account.unexplained),
    )


def _owners(text: str, tree: ClauseTree) -> bytearray:
    """The innermost owner of each character: smaller spans are painted over larger ones."""
    owners = bytearray(len(text))
    parts: list[Clause | Span] = [*tree.clauses, *tree.noise]
    for part in sorted(parts, key=lambda p: p.start - p.end):
        kind = _NOISE if isinstance(part, Span) else _FRAME if part.is_frame else _CLAUSE
        owners[part.start : part.end] = bytes([kind]) * (part.end - part.start)
    return owners


def _counted(text: str, owners: bytearray) -> list[int]:
    runs = [match.span() for match in _WORDS.finditer(text)]
    return [sum(owners.count(kind, start, end) for start, end in runs) for kind in range(4)]


def _losses(text: str, owners: bytearray, receipt: Receipt) -> Iterator[str]:
    lost = [text[m.start() : m.end()] for m in re.finditer(rb"\x00+", owners)]
    lost = [" ".join(words.split()) for words in lost if words.strip()]
    if lost:
        count = len("".join("".join(lost).split()))
        yield f"有 {count} 个字符未归入任何条款：{lost[0][:_SHOWN]}"
    if receipt.characters and receipt.coverage < LEAST_COVERAGE:
        yield f"只收录了全文的 {receipt.coverage:.0%}，其余判为网页杂项或未能归类，请对照原文件核对"
    if not receipt.clauses and text.strip():
        yield "未识别出任何编号条款，全文按段落收录，引用只能指到段落"


def _doubts(metadata: Metadata) -> Iterator[str]:
    for name, label in NAMES.items():
        fact = getattr(metadata, name)
        others = [f.quote or str(f.value) for f in fact.alternatives if f.value != fact.value]
        if name.startswith("date") and others:
            yield f"{label}有不同写法：{fact.quote}；{'；'.join(others)}"
    if metadata.title.value is None and metadata.plan_title.value is None:
        yield "未识别出标题，以文件名代替"
    if not is_certain(metadata):
        yield "文中没有文号，也没有同时写明标题和发文机关或地名：内容改动后再次导入，会作为另一份文件"
