"""What a document calls itself: the notice's title, the plan's, and the kind (文种)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.clauses import ClauseTree
from ingest.facts import best_of, fact_at, joined
from ingest.header_fields import Field
from ingest.line_kinds import BODY_NAMES
from ingest.model import Fact, Span
from ingest.outer_lines import bare_span, first_clause, parts
from ingest.run_in import run_in_signature

_NOTICES = "通知|通告|公告|公示|通报|决定|决议|命令|批复|答复|复函|函|请示|报告"
_PLANS = (
    "行动计划|工作计划|实施计划|发展计划|计划|行动方案|实施方案|工作方案|试点方案|分工方案|总体方案|改革方案|方案|工作要点|要点|工作思路|"
    "工作安排|安排|发展规划|专项规划|规划纲要|规划|纲要|实施意见|指导意见|若干意见|意见|管理办法|实施办法|评价办法|考核办法|暂行办法|"
    "办法|实施细则|细则|暂行规定|规定|管理规程|规程|若干措施|措施|条例|管理制度|制度|章程|应急预案|预案|指南|指引|标准|规范|守则|规则|"
    "任务分解表|分解表|任务分工表|任务分工|分工表|任务书|简章|任务清单|清单|目录|一览表|责任书|倡议书|行动"
)
_RECORDS = "一封信|公开信|政策解读|解读|会议纪要|纪要|综述|总结|简报|简讯|讲话|汇报"
_PLAN_KINDS = frozenset(_PLANS.split("|"))
_NOTICE_KINDS = frozenset(_NOTICES.split("|"))
_LONGEST_FIRST = sorted(f"{_NOTICES}|{_PLANS}|{_RECORDS}".split("|"), key=len, reverse=True)
_SUFFIX = r"(?:[》”\"]|\s*[（(〔\[【][^（）()]{1,40}[）)〕\]】])*"  # （试行）, （2019—2021年）
_KIND = re.compile(rf"(?P<kind>{'|'.join(_LONGEST_FIRST)}){_SUFFIX}$")
OWN_NUMBER = re.compile(
    r"^[\u4e00-\u9fff]{2,10}[〔\[［（(]20\d\d[〕\]］）)]\d{1,4}号|\s*[（(][\u4e00-\u9fff]{2,10}[〔\[［（(]20\d\d[〕\]］）)]\d{1,4}号[）)]$"
)
_BODIES = re.compile(  # lines of bodies that issue together
    rf"({BODY_NAMES})\s*[\r\n]\s*(?=[\u4e00-\u9fff]{{2,40}}?(?:{BODY_NAMES})(?:\s|关于|印发|转发|批转))"
)
_SPACED_ORDER = re.compile(r"([公通])\s+告$")
_NOT_CARRIED = frozenset(("请示", "报告", "函", "复函", "答复"))  # what a reply names, it doesn't hand on
_SUBTITLE = re.compile(
    r"[\s*#]*\n[\s*#]*(?P<subtitle>[（(](?![^（）()]*(?:通过|印发|公布|施行|月[^（）()]*日))[^（）()\n号]{1,20}[）)])[ \t*]*(?=[\r\n]|$)"
)
_CARRIED = re.compile(
    r"(?:印发|转发|批转|下发|发布|公布|印送|颁布)(?P<plan>[《“]?[^《》]*(?:《[^《》]*》[^《》]*)*?.*?)的(?:通知|公告|通告|函|决定|命令)$"
)
_QUOTED = re.compile(r"《(?P<plan>[^《》<>]*(?:[《〈<][^《》〈〉<>]*[》〉>][^《》<>]*)*)》")
_HANDED_ON = re.compile(r"印发|下发|转发|发布|公布|颁布|予以|发给你们|通过|同意")


def read_title(text: str, tree: ClauseTree, fields: list[Field]) -> Fact:
    """The notice's title, as printed or as a labelled field gives it."""
    spans = sorted(_printed(text, tree, "title"), key=lambda span: _clutter(span.of(text)))
    printed = [_titled(text, span) for span in spans]
    labelled = [fact_at(text, field.span, field.value) for field in fields if field.key == "title"]
    return best_of(printed[:1] + labelled)


def read_plan_title(text: str, tree: ClauseTree, title: Fact) -> Fact:
    """The title of the plan that the document is, or carries; other names that it uses for itself as alternatives."""
    found = [_titled(text, span) for span in _printed(text, tree, "plan_title") if kind_in(span.of(text))][:1]
    if kind_in(_words(title)) in _PLAN_KINDS:
        found.append(replace(title, alternatives=()))
    found += [fact_at(text, span) for span in _handed_on(text, tree)]
    found += [fact_at(text, span) for span in _carried(title)]
    return best_of([fact for fact in found if not _is_kind(_words(fact))])


def read_kind(plan_title: Fact, title: Fact, *, is_report: bool) -> Fact:
    """The kind of document, by the last words of its title; 报道 for the report of a meeting."""
    named = [fact for fact in (plan_title, *plan_title.alternatives, title) if kind_in(_words(fact))]
    found = [Fact(kind_in(_words(fact)), fact.quote, fact.start, fact.end) for fact in named]
    if not found and is_report and title.value is not None:
        return Fact("报道", title.quote, title.start, title.end)
    carries = plan_title.value is not None and plan_title.value != title.value
    return best_of([fact for fact in found if not (carries and fact.value in _NOTICE_KINDS)] or found)


def _titled(text: str, span: Span) -> Fact:
    """A title as a fact; what makes it bold in Markdown is no part of the value."""
    words = _SPACED_ORDER.sub(r"\1告", _BODIES.sub(r"\1 ", span.of(text)))
    return fact_at(text, span, joined(words).replace("**", ""))


def _clutter(title: str) -> tuple[bool, bool]:
    """Whether a 文号 stands in the title, as the page's own headings have it; whether it names no kind."""
    return OWN_NUMBER.search(title) is not None, kind_in(title) is None


def kind_in(title: str) -> str | None:
    """The 文种 that a title ends with: 行动计划, 实施方案, 通知 …; None where it ends otherwise."""
    match = _KIND.search(joined(title))
    return match["kind"] if match else None


def _is_kind(title: str) -> bool:
    """Whether a title is a kind and nothing else: 《实施方案》 names no plan that could be told from others."""
    return title.strip("《》“” ") in _PLAN_KINDS


def _words(fact: Fact) -> str:
    return fact.value if isinstance(fact.value, str) else ""


def _printed(text: str, tree: ClauseTree, unit: str) -> list[Span]:
    """The titles above the first clause, each with the （试行） or （2019—2021年） on the line below it."""
    spans = [bare_span(text, part) for part in parts(tree, unit, before=first_clause(tree, text))]
    signature = run_in_signature(text, tree)
    if signature:  # 某某局2019年3月15日某某方案: the title begins behind the date
        spans = [
            Span(signature.end, s.end) if s.start <= signature.bodies.start < s.end else s for s in spans
        ]
    spans = [_without_number(text, span) for span in spans]
    below = [_SUBTITLE.match(text, span.end) for span in spans]
    return [Span(s.start, m.end("subtitle")) if m else s for s, m in zip(spans, below, strict=True)]


def _without_number(text: str, span: Span) -> Span:
    """A title without the dash before a subtitle, and without its own 文号 in brackets behind it."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip("—―- "))
    found = OWN_NUMBER.search(words)
    return Span(start, span.start + found.start() if found and found.start() else span.end)


def _handed_on(text: str, tree: ClauseTree) -> Iterator[Span]:
    """现将《…》印发给你们: the plan as the notice names it."""
    for part in parts(tree, "notice_body", "preamble", before=first_clause(tree, text)):
        words = text[part.start : part.end]
        quoted = [
            match for match in _QUOTED.finditer(words) if kind_in(match["plan"]) not in {None, *_NOT_CARRIED}
        ]
        if quoted and _HANDED_ON.search(words):
            named = [
                m for m in quoted if _HANDED_ON.match(words, m.end()) or words[: m.start()].endswith("现将")
            ]
            if not named and part.unit == "preamble":
                continue
            match = named[0] if named else quoted[-1]
            yield Span(part.start + match.start("plan"), part.start + match.end("plan"))
            return


def _carried(title: Fact) -> Iterator[Span]:
    """关于印发…的通知: the plan inside the title."""
    quote, start = title.quote or "", title.start or 0
    match = _CARRIED.search(quote)
    if not match:
        return
    begin, end = match.span("plan")
    inner = _QUOTED.search(quote, begin, end)
    if inner:
        begin, end = inner.span("plan")
    if kind_in(quote[begin:end]) in _PLAN_KINDS:
        yield Span(start + begin, start + end)
