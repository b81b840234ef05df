"""Documents whose end another one states: 《…》（X〔2019〕1号）同时废止, 下列文件予以废止：…, 修订后的《…》."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.clauses import ClauseTree
from ingest.facts import fact_at, joined
from ingest.model import UNSTATED, Clause, Fact, Span
from ingest.normalise import fold
from ingest.references import TITLE

_BARE = r"[\u4e00-\u9fff]{2,12}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*第?\d+\s*号"
_ONE = re.compile(rf"{TITLE}|{_BARE}")
_LIST = rf"(?P<named>(?:{TITLE}|{_BARE})(?:(?:以及|[、，,和及与]|\s)*(?:{TITLE}|{_BARE})){{0,60}})"
_ENDED = r"(?:废止|停止(?:执行|使用|施行)|失效|终止(?:执行|实施)|不再(?:执行|施行|适用|使用|有效))"
_AFTER = re.compile(
    rf"(?<!根据)(?<!依据)(?<!按照)(?<!依照){_LIST}"
    r"(?P<between>[^，,。；;\n《》]{0,25}?(?:[，,](?:同时|即行|自|从|于|一并|均|全部)[^，,。；;\n《》]{0,20}?)?)"
    rf"{_ENDED}"
)
_BEFORE = re.compile(rf"(?:{_ENDED}|取代|替代|代替)(?:原|了)?(?P<between>[^。；;\n《》〔\[]{{0,12}}?){_LIST}")
_ENDS = re.compile(rf"{_ENDED}|取代|[替代]代")
_DENIED = re.compile(r"不一致|不符|抵触|冲突|继续有效|(?:不得|未|不予|尚未|是否)[^，,]{0,4}$|规定|条款?$")
_BELOW = re.compile(
    rf"(?:(?:以下|下列)[^。；;\n]{{0,40}}{_ENDED}|{_ENDED}[^。；;\n]{{0,12}}(?:以下|下列))[^。；;\n]{{0,30}}(?:[：:]|[。；;]?$)",
    re.MULTILINE,
)
_TABLE = re.compile(rf"{_ENDED}[^。；;\n]{{0,20}}(?:目录|清单|一览表|文件表|名单)")
_REVISED = re.compile(
    r"(?:重新修订|修订完善|新修订|修订|修改)(?:后|完善)?的?《(?P<core>[^《》]+)》[^。；;\n]{0,10}(?:重新)?印发"
)
_EDITION = re.compile(r"[（(](?:\d{4}年?)?(?:重新)?修订(?:版|稿)?[）)]$")
_ANNEX = ("附件", "附表", "附录")


def read_repeals(text: str, tree: ClauseTree, plan_title: Fact) -> Fact:
    """What the text says is no longer in force; value: 《title》（文号） or 文号 as printed, each once.

    A revised edition ends the one before it: 现将修订后的《…》印发给你们, …办法（2023年修订）.
    """
    found: dict[str, tuple[str, Span]] = {}
    for printed, span in _all(text, tree, plan_title):
        found.setdefault(fold(printed), (printed, span))
    if not found:
        return UNSTATED
    values, spans = zip(*found.values(), strict=True)
    return fact_at(text, min(spans, key=lambda span: span.start), values)


def _all(text: str, tree: ClauseTree, plan_title: Fact) -> Iterator[tuple[str, Span]]:
    patterns = (_AFTER, _BEFORE) if _ENDS.search(text) else ()
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not _DENIED.search(match["between"]):
                yield from _named(text, *match.span("named"))
    for region in _lists(text, tree):
        yield from _named(text, region.start, region.end)
    for match in _REVISED.finditer(text):
        yield f"《{joined(match['core'])}》", Span(match.start(), match.end())
    if isinstance(plan_title.value, str) and plan_title.start is not None and plan_title.end is not None:
        core = _EDITION.sub("", plan_title.value)
        if core != plan_title.value:
            yield f"《{core}》", Span(plan_title.start, plan_title.end)


def _named(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for match in _ONE.finditer(text, start, end):
        yield joined(match[0]).removeprefix("原"), Span(match.start(), match.end())


def _lists(text: str, tree: ClauseTree) -> Iterator[Span]:
    """Where the documents of 下列文件予以废止： are listed, and annexes that are such a list."""
    starts = [clause.start for clause in tree.clauses]
    for match in _BELOW.finditer(text):
        i = bisect_right(starts, match.end() - 1) - 1
        if i >= 0:
            yield Span(match.end(), _end_of_list(tree.clauses, i, len(text)))
    for clause in tree.clauses:
        if clause.label.strip().startswith(_ANNEX) and _TABLE.search(
            text, clause.start, min(clause.end, clause.start + 80)
        ):
            yield Span(clause.start, clause.end)


def _end_of_list(clauses: Sequence[Clause], i: int, end: int) -> int:
    """The end of clause *i*; of a frame part the signature below what follows it."""
    if not clauses[i].is_frame:
        return clauses[i].end
    below = (clause.start for clause in clauses[i + 1 :] if clause.unit in ("signature", "title", "footer"))
    return next(below, end)
