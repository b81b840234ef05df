"""Small plans written for the tests, as the values that ingest makes of a file; no parser takes part."""

import hashlib
from collections.abc import Sequence

import numpy as np

from ingest.model import Clause, Document, Fact, Metadata, Receipt, Span
from ingest.passages import cut_passages
from retrieval.library import Library

NUMERALS = "一二三四五六七八九十"


def plan(title: str, provisions: Sequence[str], *, ident: str | None = None) -> Document:
    """A plan whose clauses are numbered 一、二、…, one a line under its title."""
    ident = ident or hashlib.sha256(title.encode()).hexdigest()[:16]
    lines = [title, *(f"{NUMERALS[i]}、{words}" for i, words in enumerate(provisions))]
    text = "\n".join(lines)
    clauses = _clauses(ident, lines)
    return Document(
        id=ident,
        file_name=f"{title}.txt",
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        metadata=Metadata(
            plan_title=Fact(title, title, 0, len(title), (Fact("别名"),)), addressees=Fact(("各校",))
        ),
        clauses=clauses,
        noise=(Span(0, 0),),
        passages=cut_passages(text, title, clauses),
        receipt=Receipt(
            len(text), len(text) - len(title), len(title), 0, 0, len(provisions), 1, warnings=("无文号",)
        ),
        warnings=("无文号",),
    )


def _clauses(ident: str, lines: Sequence[str]) -> tuple[Clause, ...]:
    clauses, start = [], 0
    for line in lines:
        label = line[:2] if start else ""
        labels = (label or "标题",)
        clauses.append(
            Clause(
                id=f"{ident}:{labels[0]}",
                document_id=ident,
                label=label,
                heading="",
                path=labels if label else ("<plan_title>",),
                labels=labels,
                level=1 if label else 0,
                start=start,
                end=start + len(line),
                unit="clause" if label else "plan_title",
            )
        )
        start += len(line) + 1
    return tuple(clauses)


SPORTS = plan(
    "临溪县中小学体育提升方案",
    [
        "每天安排一节体育课。大课间活动不少于30分钟。",
        "县财政每年安排体育器材专项经费120万元，按学生人数拨付到校。",
        "学校不得以任何理由挤占体育课。违反的，由县教育局约谈校长。",
    ],
)
READING = plan(
    "望川市书香校园建设计划",
    [
        "每班设图书角，藏书不少于80册，每学期更新一次。",
        "市图书馆每月送书进校，优先安排农村学校。",
        "到2027年，建成书香校园示范学校40所。",
    ],
)
BOARDING = plan(
    "青屏区寄宿制学校管理办法",
    [
        "宿舍每层配备一名生活教师，夜间值守。",
        "食堂饭菜留样48小时，校长每周陪餐不少于两次。",
    ],
)


def vectors_for(document: Document) -> np.ndarray:
    return np.eye(len(document.passages), 32, dtype=np.float32)


def put(library: Library, document: Document) -> Document:
    return library.put(document, document.text.encode("gb18030"), vectors_for(document))
