"""The tree of labels, by consistent counting: the scheme of each subtree is what its own labels count by."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

from ingest.marks import LAST, LINE, Hold, Kind, Mark
from ingest.series import Break, Gap, Key, Node, Outline, Positions, Series, key_of

TIMID = {Kind.SHI, Kind.ORDER, Kind.LETTER, Kind.CIRCLED, Kind.DECIMAL}  # one alone is no list
CHINESE = {
    Kind.VOLUME, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE, Kind.HAN, Kind.HAN_PAREN,
}  # fmt: skip
_HEADLINE, _SPEECH, _DECIMAL, _ROW = (
    Kind.HEADLINE,
    Kind.SPEECH,
    Kind.DECIMAL,
    Kind.ROW,
)  # as LINE: asked for at every label
UNNUMBERED = {_HEADLINE, _SPEECH}
SKIP = 3  # numbers that may be missing between two labels before we doubt that they count together


def build_outline(marks: Sequence[Mark], breaks: Sequence[Break], size: int) -> Outline:
    """The nodes in order of position; every mark that counts is one. *size*: characters of the text."""
    builder = _Builder(marks, size)
    ahead = deque(breaks)
    for mark in marks:
        while ahead and ahead[0].start <= mark.start:
            builder.interrupt(ahead.popleft())
        if not builder.breaks or mark.start >= builder.breaks[-1].end:
            builder.offer(mark)
    for rest in ahead:
        builder.interrupt(rest)
    builder.close(0, size)
    return Outline(tuple(builder.nodes), tuple(builder.gaps), tuple(builder.breaks))


class _Builder:
    """The open series, outermost first, and what they have become so far."""

    def __init__(self, marks: Sequence[Mark], size: int) -> None:
        self.positions = Positions(marks)
        self.firm = [
            mark for mark in marks if mark.hold is LINE and not mark.inserted and mark.kind is not _ROW
        ]
        self.firm_starts = [mark.start for mark in self.firm]
        self.size = size
        self.stack: list[Series] = []
        self.closed: dict[Key, int] = {}  # where series ended that may count on under the next parent
        self.nodes: list[Node] = []
        self.gaps: list[Gap] = []
        self.breaks: list[Break] = []
        self.annex: Node | None = None

    # -- breaks ------------------------------------------------------------------------------------

    def interrupt(self, at: Break) -> None:
        """End all open units at *at*, unless the counting simply goes on after it."""
        if at.annex is None and not self._ends_units(at):
            return
        self.close(0, at.start)
        self.closed.clear()
        self.breaks.append(at)
        if self.annex is not None:
            self.annex.end = at.start
            self.annex = None
        if at.annex is not None:
            self.annex = Node(at.annex, None, self.size)
            self.nodes.append(self.annex)

    def _ends_units(self, at: Break) -> bool:
        place = bisect_left(self.firm_starts, at.end)
        following = self.firm[place] if place < len(self.firm) else None
        if at.unit == "plan_title":
            if not self.stack or following is None:
                return False
            return following.ordinal == 1 and key_of(following) == self.stack[0].key
        if at.unit in ("report_body", "attendance"):
            return bool(self.stack) and self.stack[0].key[0] in (_SPEECH, Kind.SHI, _HEADLINE)
        if not self.stack or following is None or following.ordinal == 1:
            return True
        return not any(s.key == key_of(following) and s.next == following.ordinal for s in self.stack)

    # -- labels ------------------------------------------------------------------------------------

    def offer(self, mark: Mark) -> None:
        """Take *mark* into the tree where it counts; leave it to the running text where it doesn't."""
        if mark.kind is _ROW:
            parent = self.stack[-1].node if self.stack else self.annex
            return self.nodes.append(Node(mark, parent, mark.until))
        if mark.kind in UNNUMBERED:
            return self._unnumbered(mark)
        if mark.inserted:
            return self._inserted(mark)
        depth = self._continued(mark)
        if depth is not None:
            return self._append(depth, mark)
        if mark.ordinal in (1, LAST):
            return self._begin(mark)
        if self._runs_on(mark):
            return self._push(mark, self._depth(mark))
        if mark.hold is LINE:
            self._out_of_count(mark)
        return None

    def _unnumbered(self, mark: Mark) -> None:
        """A Markdown heading ends all that is not above it; a speaker stands at the root or under a heading."""
        if mark.kind is _HEADLINE:
            above = [0 < s.node.mark.hashes < mark.hashes or self._encloses(s, mark) for s in self.stack]
            return self._push(mark, (*above, False).index(False))
        depth = [*(s.key[0] is _HEADLINE for s in self.stack), False].index(False)
        if depth == len(self.stack) or self.stack[depth].key[0] in (_SPEECH, Kind.SHI, Kind.ORDER):
            self._push(mark, depth)
        return None

    def _encloses(self, series: Series, mark: Mark) -> bool:
        """Whether a series without depth in Markdown counts on behind the heading *mark*, which so lies inside."""
        if series.node.mark.hashes or series.key[0] not in CHINESE:
            return False
        return self.positions.follows(series.key, series.next, mark.start, self.size)

    def _inserted(self, mark: Mark) -> None:
        """第三条之一 stands beside 第三条, wherever 第三条 is still the last."""
        depth = self._open_at(mark)
        if depth is not None and mark.hold is not Hold.LOOSE and self.stack[depth].last == mark.ordinal:
            self._append(depth, mark)

    def _continued(self, mark: Mark) -> int | None:
        """The depth of the series that *mark* continues: its own style first, then what stands alike."""
        kind = mark.kind
        fits = [d for d, s in enumerate(self.stack) if s.key[0] is kind and self._fits(s, mark)]
        if len(fits) < 2:
            return fits[0] if fits and self._believed(fits[0], mark) else None
        fits = [d for d in fits if self.stack[d].key == key_of(mark)] or fits
        fits = [d for d in fits if self._believed(d, mark)]
        alike = [d for d in fits if (self.stack[d].hold is LINE) == (mark.hold is LINE)]
        return max(alike or fits, default=None)

    @staticmethod
    def _fits(series: Series, mark: Mark) -> bool:
        if mark.kind is _DECIMAL:
            return (
                series.key[1] == mark.style
                and series.node.mark.prefix == mark.prefix
                and series.next == mark.ordinal
            )
        return mark.ordinal == series.next or (mark.ordinal == LAST and series.key[1] == mark.style)

    def _believed(self, depth: int, mark: Mark) -> bool:
        """A glued label yields to the same number at the beginning of a line further on."""
        series = self.stack[depth]
        if mark.hold is LINE or series.hold is not LINE:
            return True
        firm = self.positions.after(series.key, mark.ordinal, mark.start, firm=True)
        anew = self.positions.after(series.key, 1, mark.start, firm=True)
        return firm is None or firm >= self._limit(depth, mark.start) or (anew is not None and anew < firm)

    def _limit(self, depth: int, position: int) -> int:
        """Where the first of the series above *depth* goes on at the beginning of a line."""
        limit = self.size
        for series in self.stack[:depth]:
            end = self.positions.after(series.key, series.last + 1, position, firm=True)
            limit = limit if end is None else min(limit, end)
        return limit

    def _begin(self, mark: Mark) -> None:
        """A first label: of a series inside the innermost unit, beside it, or anew at its own depth."""
        sure = mark.hold is LINE and mark.ordinal != LAST and (mark.kind not in TIMID or self._named(mark))
        if mark.prefix and mark.hold is not LINE and not self._named(mark):
            return
        if not sure:
            limit = self._limit(len(self.stack), mark.start)
            if not self.positions.follows(key_of(mark), 2, mark.start, limit):
                return
        open_at = self._open_at(mark)
        if open_at is None:
            self._push(mark, self._depth(mark))
        elif mark.hold is LINE or mark.kind is Kind.SHI or self.stack[open_at].hold is not LINE:
            self._restart(open_at, mark)
        elif mark.hold is Hold.STOP:
            self._push(mark, len(self.stack))

    def _named(self, mark: Mark) -> bool:
        """Whether an open unit has the number that 1.2.1 gives to its parent."""
        return any((*s.node.mark.prefix, s.last) == mark.prefix for s in self.stack)

    def _open_at(self, mark: Mark) -> int | None:
        key = key_of(mark)
        return next((d for d in reversed(range(len(self.stack))) if self.stack[d].key == key), None)

    def _restart(self, depth: int, mark: Mark) -> None:
        self.close(depth, mark.lead)
        self._push(mark, depth)

    def _depth(self, mark: Mark) -> int:
        """How many of the open series stay open around a series of *mark*'s kind that begins here."""
        depth = len(self.stack)
        while depth and not self._inside(depth - 1, mark):
            depth -= 1
        return depth

    def _inside(self, depth: int, mark: Mark) -> bool:
        """Whether a new series of *mark*'s kind lies inside the last item of the series at *depth*."""
        series = self.stack[depth]
        if 0 < mark.hashes <= series.node.mark.hashes:
            return False
        if series.key[0] is _SPEECH and mark.kind is Kind.HAN:
            return mark.led
        if series.key[0] is _HEADLINE and mark.kind is Kind.ARTICLE and not mark.hashes:
            return True  # 总则 without a number holds 第一条
        number = (*series.node.mark.prefix, series.last)
        if mark.prefix and number == mark.prefix[: len(number)]:
            return True
        if series.key[0] is mark.kind is _DECIMAL:
            return False
        if series.key[0] < mark.kind or key_of(mark) in series.holds:
            return True
        if mark.hold is not LINE and mark.kind >= Kind.NUMBER_PAREN:
            return True
        goes_on = self.positions.follows(series.key, series.next, mark.start, self._limit(depth, mark.start))
        return goes_on and series.key[0] not in UNNUMBERED

    def _runs_on(self, mark: Mark) -> bool:
        """Whether *mark* counts on from a series that ended under the unit before: 4. where 3. was the last."""
        if self._open_at(mark) is not None or self.closed.get(key_of(mark)) != mark.ordinal - 1:
            return False
        if mark.hold is LINE:
            return True
        firm = self.positions.after(key_of(mark), mark.ordinal, mark.start, firm=True)
        return mark.kind not in TIMID and (firm is None or firm >= self._limit(len(self.stack), mark.start))

    def _out_of_count(self, mark: Mark) -> None:
        """A label at the beginning of a line whose number is not the next: kept as printed, with a warning."""
        depth = self._open_at(mark)
        if depth is not None and self._plausible(self.stack[depth].last, mark):
            last = self.stack[depth].last
            self._append(depth, mark)
            self.gaps.append(Gap(self.nodes[-1], last))
        elif depth is None and self._plausible(0, mark):
            self._push(mark, self._depth(mark))
            self.gaps.append(Gap(self.nodes[-1], self.closed.get(key_of(mark), 0)))

    def _plausible(self, last: int, mark: Mark) -> bool:
        """Whether a number out of count is a label all the same."""
        if mark.kind in CHINESE:
            return True
        goes_on = self.positions.follows(key_of(mark), mark.ordinal + 1, mark.start, self.size)
        near = last <= mark.ordinal <= last + SKIP
        return near if mark.kind not in TIMID else near and goes_on

    # -- the stack ---------------------------------------------------------------------------------

    def close(self, depth: int, end: int) -> None:
        """End the series at *depth* and all inside it; their last units run to *end*."""
        while len(self.stack) > depth:
            series = self.stack.pop()
            series.node.end = end
            self.closed[series.key] = series.last

    def _append(self, depth: int, mark: Mark) -> None:
        self.close(depth + 1, mark.lead)
        series = self.stack[depth]
        series.node.end = mark.lead
        series.node = Node(mark, series.node.parent)
        series.last = mark.ordinal or series.next
        self.nodes.append(series.node)

    def _push(self, mark: Mark, depth: int) -> None:
        self.close(depth, mark.lead)
        parent = self.stack[-1].node if self.stack else self.annex
        if self.stack:
            self.stack[-1].holds.add(key_of(mark))
        node = Node(mark, parent)
        self.stack.append(Series(key_of(mark), node, mark.ordinal or 1, mark.hold))
        self.nodes.append(node)
