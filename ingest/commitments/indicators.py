"""Rows of tables of figures: 指标 | 单位 | 2020年 | 2025年 | 属性, and sums of money under their columns."""

import re
from collections.abc import Iterator, Sequence

from ingest.commitment_model import NO_DEADLINE, Comparator, Deadline, Metric, Strength
from ingest.commitments.fields import Field
from ingest.commitments.numbers import read_value
from ingest.model import Span

Sum = tuple[Metric, Deadline, Span]  # a figure, its limit, the words that give it
_VALUE = re.compile(
    r"^(?P<before>[≥≤＞＜><]|不[低少]于|不超过|达到|[高大]于|[低小]于)?[ ]*(?P<value>\d[\d,]*(?:\.\d+)?)[ ]*(?:[-—–~～至][ ]*(?P<max>\d[\d,]*(?:\.\d+)?))?"
    r"[ ]*(?P<unit>[%％‰]|[\u4e00-\u9fff/]{0,5}?)?(?P<after>以上|以下|以内|左右)?$"
)
_IN_NAME = re.compile(r"[（(](?:单位[：:])?(?P<unit>[%％‰]|[万亿]?[\u4e00-\u9fff/]{1,6})[）)]$")
_ABOVE = re.compile(r"单位[：:][ 　]*(?P<unit>[万亿]?元)")
_FARTHEST = 400  # characters above a table in which it may give the unit of all its sums
_YEAR = re.compile(r"(?:19|20)\d\d(?:学年|年)?")
_COMPARATORS: dict[str, Comparator] = {
    "≥": ">=", "不低于": ">=", "不少于": ">=", "达到": ">=", "以上": ">=",
    "≤": "<=", "不超过": "<=", "以下": "<=", "以内": "<=",
    ">": ">", "＞": ">", "高于": ">", "大于": ">", "<": "<", "＜": "<", "低于": "<", "小于": "<", "左右": "approx",
}  # fmt: skip
_NATURES: dict[str, Strength] = {"约束": "hard", "预期": "soft"}
_PLANNED = re.compile(r"指标|目标|任务|计划|规划")
_BASE = re.compile(r"现状|基期|基准|基数|实际|完成")


def targets_of(text: str, fields: Sequence[Field], issued: str | None) -> Iterator[Sum]:
    """The figure of an indicator for each year that it is planned for, with its unit, the year as the limit, and the
    words from the indicator's name to the figure; to the end of the line for the last.
    """
    names = [f for f in fields if f.sort == "task"]
    years = [f for f in fields if f.sort == "year" and _VALUE.match(f.value.of(text))]
    if not names or not _is_plan(fields):
        return
    aims, name = _aims(years, issued), names[-1]
    unit = _unit(text, name, fields)
    for aim in aims:
        metric = _metric(text, aim, unit, name.value.of(text))
        rest = [f.value.end for f in fields if f.sort in ("year", "nature")] if aim is aims[-1] else ()
        if metric:
            yield metric, _limit(aim), Span(name.value.start, max(aim.value.end, *rest, 0))


def _aims(years: Sequence[Field], issued: str | None) -> list[Field]:
    """The columns of what is planned: not the state of things, nor a year that was over when the plan was issued.

    Where nobody knows when that was, the first of several years is taken for the one it starts from.
    """
    planned = sorted((f for f in years if not _BASE.search(f.name)), key=lambda f: (f.name, f.start))
    since = issued[:4] if issued else planned[1].name[:4] if len(planned) == len(years) > 1 else ""
    return [f for f in planned if f is planned[-1] or not _YEAR.match(f.name) or f.name[:4] >= since]


def _limit(column: Field) -> Deadline:
    year = _YEAR.match(column.name)
    return Deadline(year[0], year[0][:4], "by") if year else NO_DEADLINE


def _is_plan(fields: Sequence[Field]) -> bool:
    """Whether the columns are those of a plan: figures of several years alone may be statistics."""
    said = any(_PLANNED.search(f.name) for f in fields if f.sort in ("task", "year"))
    return said or any(f.sort in ("nature", "body", "due") for f in fields)


def sums_of(text: str, fields: Sequence[Field]) -> Iterator[Sum]:
    """Each sum of money with its unit, as the column's name or the words above the table give it."""
    for field in fields:
        if field.sort != "money" or not _VALUE.match(field.value.of(text)):
            continue
        metric = _metric(text, field, _unit(text, field, ()), re.sub(r"[（(].*", "", field.name))
        if metric and metric.unit and metric.unit.endswith("元"):
            yield metric, _limit(field), Span(field.start, field.value.end)


def nature_of(text: str, fields: Sequence[Field]) -> tuple[Strength, str] | None:
    """约束性 binds, 预期性 is hoped for."""
    words = "".join(f.value.of(text) for f in fields if f.sort == "nature")
    return next(((strength, words) for cue, strength in _NATURES.items() if cue in words), None)


def _metric(text: str, field: Field, unit: str | None, indicator: str) -> Metric | None:
    raw = field.value.of(text)
    found = _VALUE.match(raw)
    value = read_value(found["value"]) if found else None
    if found is None or value is None:
        return None
    comparator = _COMPARATORS.get(found["before"] or found["after"] or "", "=")
    top = read_value(found["max"]) if found["max"] else None
    printed = (found["unit"] or unit or "").replace("％", "%") or None
    return Metric(value, printed, comparator, raw, max=top, indicator=indicator)


def _unit(text: str, name: Field, fields: Sequence[Field]) -> str | None:
    """That of its own column, else in brackets behind the name, else above the whole table."""
    own = next((f.value.of(text) for f in fields if f.sort == "unit"), None)
    words = name.name if name.sort == "money" else name.value.of(text)
    bracketed = _IN_NAME.search(words)
    if own or bracketed:
        return own or (bracketed["unit"] if bracketed else None)
    above = _ABOVE.findall(text, max(name.start - _FARTHEST, 0), name.start) if name.sort == "money" else []
    return above[-1] if above else None
