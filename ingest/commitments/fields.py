"""A row of a table as names and values: 任务：…，责任单位：…, or the cells of a line under the names of its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.commitments.attributions import ROLES
from ingest.commitments.tables import Line, gapped_line, table_line
from ingest.model import Span
from ingest.sentences import stripped

Sort = Literal["task", "body", "due", "unit", "year", "money", "nature", "other"]
BODIES = re.compile(rf"^(?P<role>{ROLES})?(?:单位|部门|科室|股室|处室|领导|人|主体)(?:及负责人)?$")
YEAR = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?:学年度?|年度?|[（(]|$)[^元]{0,8}$|^(?:规划|计划|年度)?目标值?$|^(?:现状|基期|基准|基数)值?$"
)
_SORTS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("body", BODIES),
    ("due", re.compile(r"时限|时间|期限|工期|进度(?:安排|要求)$")),
    ("money", re.compile(r"^[^，。]{0,8}(?:投资|资金|经费|金额|预算)(?:额|数|安排|投入)?(?:[（(][万亿]?元[）)])?$")),
    ("year", YEAR),
    ("nature", re.compile(r"^(?:指标)?(?:属性|性质)$")),
    ("unit", re.compile(r"^(?:计量)?单位$")),
    ("other", re.compile(r"性质|类别|类型|备注|分值|权重|^序号$|^编号$|来源$|^得分$|^依据$|联系")),
    ("task", re.compile(r"任务|内容|事项|措施|项目|指标|目标|举措|要求|名称|标准|安排")),
)  # fmt: skip
_UNITS = re.compile(
    r"^(?:[%％‰]|[百千万亿]?[元人名个所项位间套台册课时平方米学年岁分次]{1,4}|[^，。：]{1,6}/[^，。：]{1,4})$"
)
_NAME = re.compile(
    r"(?:(?<=[，。；！？：:.、）)])|^)[ ]?(?P<name>[^\s，。；：:、！？“”]{1,24}(?<!\d))[：:]", re.MULTILINE
)
_PUNCTUATION = re.compile("[，。；：！？、,;:!?]")  # the names of columns have none
_MAY_PART = re.compile("[|\t \u3000]")
_FEWEST = 2  # names that a line of a table has at least
_LONGEST_NAME = 24
_GOES_ON = re.compile(r"其中|包括|分别|即|如下|要求")  # words of a value, not the name of the next
_DOING = frozenset(("task", "year", "money"))


@dataclass(frozen=True, slots=True)
class Field:
    """A value, the name it stands under, what sort of column that is, and where the name begins if it is printed here."""

    name: str
    value: Span
    sort: Sort
    start: int


def headings(text: str, line: Line) -> tuple[str, ...] | None:
    """What the columns are, where *line* is the head of a table of duties or figures."""
    names = tuple("".join(cell.of(text).split()) for cell in line.cells)
    sorts = {_sort(name) for name in names if len(name) <= _LONGEST_NAME}
    return names if "task" in sorts and sorts & {"body", "due", "year"} else None


def line_of(text: str, span: Span, columns: Sequence[str] | None) -> Line | None:
    """The cells of *span* where it is a line of a table; *columns* are the names above it.

    Gaps between words make cells only where they are such names, or as many as there are such names.
    """
    if not _MAY_PART.search(text, span.start, span.end):
        return None
    if line := table_line(text, span):
        return line
    line = gapped_line(text, span)
    if line and (len(line.cells) == len(columns or ()) or _is_head(text, span, line)):
        return line
    return None


def _is_head(text: str, span: Span, line: Line) -> bool:
    return not _PUNCTUATION.search(text, span.start, span.end) and headings(text, line) is not None


def labelled(text: str, start: int, end: int) -> tuple[Field, ...]:
    """The fields of the line ``text[start:end]`` where it is a row in words: 任务：…，责任单位：…。; else ()."""
    if text.count("：", start, end) + text.count(":", start, end) < _FEWEST:
        return ()
    names = [m for m in _NAME.finditer(text, start, end) if not _GOES_ON.match(m["name"])]
    if sum(_sort(m["name"]) is not None for m in names) < _FEWEST:
        return ()
    fields = [
        _field(text, m, names[i + 1].start() if i + 1 < len(names) else end) for i, m in enumerate(names)
    ]
    found = tuple(field for field in fields if field.value.start < field.value.end)
    sorts = {field.sort for field in found}
    return found if sorts & _DOING and len(sorts) > 1 else ()


def under(text: str, line: Line, columns: Sequence[str]) -> tuple[Field, ...]:
    """The cells of *line* as fields under *columns*; () where it has more cells than there are columns."""
    if len(line.cells) > len(columns):
        return ()
    pairs = zip(columns, line.cells, strict=False)
    return tuple(
        Field(name, cell, _sort_of(name, cell.of(text)), cell.start)
        for name, cell in pairs
        if cell.start < cell.end
    )


def _field(text: str, name: re.Match[str], until: int) -> Field:
    value = stripped(text, name.end(), until)
    end = value.end
    while end > value.start and text[end - 1] in "，,。；;":
        end -= 1
    value = Span(value.start, end)
    return Field(name["name"], value, _sort_of(name["name"], value.of(text)), name.start("name"))


def _sort_of(name: str, value: str) -> Sort:
    sort = _sort(name) or "other"
    if sort == "body" and name in ("单位", "计量单位"):
        return "unit" if _UNITS.match(value) else "body"
    if sort == "year" and _undated(name) and not any(sign.isdigit() for sign in value[:3]):
        return "task"  # 年度目标：新建学校6所
    return sort


@lru_cache(maxsize=256)
def _sort(name: str) -> Sort | None:
    """What sort of column *name* is; None where it is none that a table of duties or figures has."""
    return next((sort for sort, pattern in _SORTS if pattern.search(name)), None)


def _undated(name: str) -> bool:
    """Whether a column of aims names no year: 年度目标."""
    match = YEAR.match(name)
    return match is not None and match["year"] is None
