"""What a document says of itself, each fact with the words that say it. Null where the text is silent."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.bodies import labelled_dates, read_date_issued, read_issuer, read_number
from ingest.clauses import ClauseTree
from ingest.facts import best_of, fact_at
from ingest.header_fields import fields_in
from ingest.line_kinds import is_salutation
from ingest.model import UNSTATED, Fact, Metadata, Span
from ingest.outer_lines import Line, bare_span, first_clause, outer_lines, parts
from ingest.periods import read_event_date, read_period
from ingest.references import read_attachments, read_basis
from ingest.region_facts import read_level, read_region
from ingest.repeals import read_repeals
from ingest.titles import read_kind, read_plan_title, read_title
from ingest.validity import read_status, read_validity

_ITSELF = re.compile(
    r"本[\u4e00-\u9fff]{1,8}$"
)  # 本办法适用于 says it of the document, 价格法适用于 of a part
_APPLIES = re.compile(
    r"(?<!不)(?<!不再)(?<!参照)适用于(?P<what>[^。；;！\n]{2,60}?)(?=[。；;，,！\n]|$)"
    r"|(?<!不)(?<!参照)适用(?P<own>本)(?:计划|方案|办法|细则|规定|意见|制度|规程|条例|章程|要点|规则)"
    r"|(?:适用|实施)(?:范围|对象)(?:[：:]|[ \t]*\n)\s*(?![^。；;\n]{0,12}适用)(?P<listed>[^。；;！\n]{2,60}?)(?=[。；;，,！\n]|$)"
)


def read_metadata(text: str, tree: ClauseTree) -> Metadata:
    """All facts that *text* states, with quotes: ``text[fact.start:fact.end] == fact.quote``."""
    lines = outer_lines(text, tree)
    fields = fields_in(lines)
    title = read_title(text, tree, fields)
    plan_title = read_plan_title(text, tree, title)
    report = next(iter(parts(tree, "report_body")), None)
    issuer = read_issuer(text, tree, fields, title=title, lines=lines)
    published = best_of(labelled_dates(text, fields, "date_published"))
    issued = read_date_issued(text, tree, fields, lines)
    region = read_region(text, issuer, (title, plan_title))
    return Metadata(
        title=title if title.value is not None else _without_others(plan_title),
        plan_title=plan_title,
        document_number=read_number(text, fields, lines, before=first_clause(tree, text)),
        index_number=best_of([fact_at(text, f.quote, f.value) for f in fields if f.key == "index_number"]),
        issuer=issuer,
        date_issued=issued,
        date_published=published,
        region=region,
        level=read_level(text, issuer=issuer, region=region),
        kind=read_kind(plan_title, title, is_report=report is not None),
        applies_to=_applies_to(text),
        period=read_period(text, tree, plan_title=plan_title, title=title),
        addressees=_addressees(text, tree, lines),
        basis=read_basis(text, tree),
        attachments=read_attachments(text, tree),
        event_date=read_event_date(text, report, published),
        source=best_of([fact_at(text, f.quote, f.value) for f in fields if f.key == "source"]),
        validity=read_validity(text, issued, published),
        repeals=read_repeals(text, tree, plan_title),
        status=read_status(text, first_clause(tree, text)),
    )


def _without_others(fact: Fact) -> Fact:
    return Fact(fact.value, fact.quote, fact.start, fact.end)


def _addressees(text: str, tree: ClauseTree, lines: Sequence[Line]) -> Fact:
    """主送: those the notice is sent to, without the colon."""
    first = first_clause(tree, text)
    spans = [bare_span(text, part) for part in parts(tree, "salutation", before=first)]
    spans += [line.span for line in lines if line.start < first and is_salutation(line.text)]
    spans += [
        Span(one.start, two.end)
        for one, two in pairwise(lines)
        if two.end <= first and one.text.endswith(("，", ",", "、")) and is_salutation(one.text + two.text)
    ]
    words = [(span, span.of(text).rstrip(":： \t\u3000")) for span in spans[:1]]
    return best_of([fact_at(text, Span(span.start, span.start + len(named))) for span, named in words])


def _applies_to(text: str) -> Fact:
    """适用于…: the first sentence that says to whom or what the document applies."""
    matches = list(_APPLIES.finditer(text))
    if not matches:
        return UNSTATED
    own = (m for m in matches if m["own"] or _ITSELF.search(text[max(0, m.start() - 12) : m.start()]))
    match = next(own, matches[0])
    if match["own"]:
        return _applied(text, match.start())
    group = "what" if match["what"] else "listed"
    start = match.start() if match["what"] else match.start(group)
    return fact_at(text, Span(start, match.end()), match[group].strip())


def _applied(text: str, end: int) -> Fact:
    """本区公办学校适用本办法: the words before."""
    words = re.split(r"[。；;！\s]", text[max(0, end - 60) : end])[-1]
    named = words.rstrip("，,均都也")
    start = end - len(words)
    return fact_at(text, Span(start, start + len(named))) if len(named) > 1 else UNSTATED
