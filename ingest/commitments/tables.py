"""Tables of duties: a line of cells under a line of headings, each line one commitment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.commitment_model import Commitment
from ingest.commitments.attributions import ROLES, Attribution
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.names import split_names
from ingest.commitments.statements import Statement
from ingest.model import Span

_TASK = re.compile(r"任务|内容|事项|措施|项目|指标|目标|举措|要求|名称")
_BODIES = re.compile(rf"^(?P<role>{ROLES})?(?:单位|部门|科室|股室|处室|领导|人)$")
_DUE = re.compile(r"时限|时间|期限|进度")
_NUMBER = re.compile(r"^(?:序号|编号|\d+)$")
_FEWEST = 3  # cells of a line that may be a table's


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line, less those that only count."""

    cells: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.cells[0].start, self.cells[-1].end)


def table_line(text: str, span: Span) -> Line | None:
    """The cells of *span* where it is a line of a table (| a | b |, or tabs); None where it is a sentence."""
    words = text[span.start : span.end]
    mark = "|" if words.count("|") >= _FEWEST - 1 else "\t" if words.count("\t") >= _FEWEST - 1 else None
    if mark is None:
        return None
    cells, begin = [], span.start
    for cell in words.split(mark):
        lead = len(cell) - len(cell.lstrip())
        if cell.strip():
            cells.append(Span(begin + lead, begin + lead + len(cell.strip())))
        begin += len(cell) + 1
    return Line(tuple(cells)) if cells else None


def headings(text: str, line: Line) -> tuple[str, ...] | None:
    """What the columns are, where *line* is the head of a table of duties: one for the task, one for bodies or dates."""
    names = tuple(cell.of(text).replace(" ", "") for cell in line.cells)
    task = any(map(_TASK.search, names))
    duty = any(_BODIES.match(name) or _DUE.search(name) for name in names)
    return names if task and duty else None


def duty(
    text: str, statement: Statement, line: Line, columns: Sequence[str], *, issued: str | None
) -> tuple[Statement, Attribution] | None:
    """The task's cell as a statement, and what the other cells say of it; None where the line has too few cells."""
    if len(line.cells) > len(columns):
        return None
    named = list(zip(columns, line.cells, strict=False))
    tasks = [cell for name, cell in named if _TASK.search(name)]
    if not tasks:
        return None
    roles = {
        (match["role"] or "责任"): names
        for name, cell in named
        if (match := _BODIES.match(name)) and (names := split_names(cell.of(text)))
    }
    dates = [cell.of(text) for name, cell in named if _DUE.search(name)]
    note = Attribution(line.span, roles)
    if dates:
        note = replace(note, deadline=read_deadline(f"到{dates[0]}", issued=issued))
    return replace(statement, span=Span(tasks[0].start, tasks[-1].end)), note


def widened(text: str, row: Commitment, line: Line) -> Commitment:
    """The row with the whole line as its quote, less its number."""
    cells = [cell for cell in line.cells if not _NUMBER.match(cell.of(text))]
    span = Span(cells[0].start, cells[-1].end)
    deadline = replace(row.deadline, inherited=False)
    return replace(row, start=span.start, end=span.end, quote=span.of(text), deadline=deadline)
