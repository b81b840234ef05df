"""Answers that list the ledger: every row that a question asks for, in the whole sentences it stands in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from ingest.commitment_model import Commitment
from ingest.model import Clause, Span
from ingest.normalise import fold
from ingest.sentences import split_sentences
from retrieval.answer import LedgerLink, Sentence
from retrieval.evidence import Pick
from retrieval.extractive import Draft, one_line
from retrieval.hits import Catalogue, DocumentSummary, Hit
from retrieval.ledger.commitment_ledger import Ledger, Placed
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.parameters import parameters_of
from retrieval.ledger.questions import LedgerRequest, ledger_requests
from retrieval.question import Question
from retrieval.questions.terms import synonyms

PAGE = "/ledger"
MOST = 100  # rows that one answer quotes; beyond it the answer says so and gives the link

_CLASSES: Mapping[str, re.Pattern[str]] = {
    "科室": re.compile(r"^(?!.*(?:各|相关|有关|科室|处室)).*(?:科|处|室|所|中心|站|办)$"),
    "部门": re.compile(
        r"^(?!.*(?:学校|中小学|小学|中学|初中|高中|园|校长|教师|老师|家长|学生|班主任|教研组))"
    ),
    "学校": re.compile(r"(?:校|学|初中|高中|幼儿园|中小学|[小中]学)$"),
    "镇街": re.compile(r"(?:镇|街道|乡|镇街|街镇|乡镇)$"),
}
_KIND_OF_BODY = re.compile(r"(?:部门|单位|机关)$")  # 财政部门 may be printed as 财政
_FIELD = re.compile(r"(?:管理|建设|工作|发展|服务|制度|问题|情况|保障|改革)+$")
_SHORTEST_PART = 3  # characters of a name that may stand anywhere in the printed one
_NO_BODIES = frozenset({"教育", "建设", "工作", "管理", "发展", "重点", "主要"})
_SAME_CLASS = {"处室": "科室", "街道": "镇街", "乡镇": "镇街"}


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of the ledger as an answer lists them.

    ``counts`` are the rows of each document by id; ``listed`` says how many of all are quoted by ``picks``, which
    are whole sentences in document order, each once.
    """

    name: str
    link: LedgerLink
    counts: Mapping[str, int]
    listed: int
    picks: tuple[Pick, ...]


def list_commitments(question: Question, ledger: Ledger, catalogue: Catalogue) -> Listing | None:
    """The rows that *question* asks for; None where it asks for no list, or for what the ledger can't tell apart.

    A listing without rows says that the plans have none: of dates, figures and bans none is missed.
    """
    for request in ledger_requests(question, date.today()):
        for wanted in _filters(request, question, ledger):
            listing = _listing(_name(request, wanted), wanted, ledger, catalogue=catalogue)
            if listing.listed or request.is_exact:
                return listing
    return None


def _name(request: LedgerRequest, wanted: LedgerFilter) -> str:
    """What is listed; a topic is told by words, so the reader is told by which."""
    return f"原文或标题提到“{wanted.topic}”的{request.name}" if wanted.topic else request.name


def _listing(name: str, wanted: LedgerFilter, ledger: Ledger, *, catalogue: Catalogue) -> Listing:
    rows, counts = ledger.first(wanted, MOST), ledger.counts(wanted)
    link = LedgerLink(parameters_of(wanted), sum(counts.values()), address(wanted))
    return Listing(name, link, counts, len(rows), tuple(_picks(rows, catalogue)))


def address(wanted: LedgerFilter) -> str:
    """The ledger's page with *wanted* set."""
    query = urlencode(
        {n: str(v).lower() if isinstance(v, bool) else v for n, v in parameters_of(wanted).items()},
        doseq=True,
    )
    return f"{PAGE}?{query}" if query else PAGE


def compose_listing(listing: Listing) -> Draft:
    """A line that counts, then one line a sentence, under the title of its plan where there are several."""
    lines = [_lead(listing)]
    numbered = list(enumerate(listing.picks, start=1))
    titled = len({pick.document_id for pick in listing.picks}) > 1
    for document, group in groupby(numbered, key=lambda item: item[1].hit.document):
        if titled:
            lines.append(f"《{document.title}》（{listing.counts[document.id]}条）：")
        lines += [f"{one_line(pick.text)}[{n}]" for n, pick in group]
    sentences = (Sentence(one_line(pick.text), (n,), "supported") for n, pick in numbered)
    return Draft("\n".join(lines), tuple(sentences))


def _lead(listing: Listing) -> str:
    total, places = listing.link.total, len(listing.picks)
    if listing.listed < total:
        return f"{listing.name}共{total}条，以下是前{listing.listed}条，其余见台账。"
    return f"{listing.name}共{total}条{f'，见于以下{places}句' if places < total else ''}。"


def _filters(request: LedgerRequest, question: Question, ledger: Ledger) -> Iterator[LedgerFilter]:
    """The filters that the request may mean in the question's plans, the likeliest first."""
    scope = question.scope.documents
    whole = not question.scope.named and len(scope) == len(question.names)
    wanted = replace(request.wanted, documents=request.plans or (() if whole else scope))
    if request.body or request.bodies:
        names = tuple(_bodies(request, ledger.bodies(wanted)))
        if not names:
            return
        wanted = replace(wanted, bodies=names)
    for topic in _topics(request.topic) if request.topic else (None,):
        yield replace(wanted, topic=topic)


def _topics(spoken: str) -> tuple[str, ...]:
    """The words that rows on a topic may hold, the nearest first: 校车管理, 校车, then what plans say for it."""
    bare = _FIELD.sub("", spoken)
    return tuple(dict.fromkeys([spoken, *([bare] if len(bare) > 1 else []), *synonyms().get(bare, ())]))


def _bodies(request: LedgerRequest, known: Sequence[str]) -> list[str]:
    """The responsible bodies that are meant, as printed; none where the name is that of no body."""
    if request.body:
        spoken = dict.fromkeys((request.body, _KIND_OF_BODY.sub("", request.body)))
        return [name for name in spoken if any(_names(fold(name), fold(other)) for other in known)][:1]
    kind = request.bodies or ""
    pattern = _CLASSES.get(_SAME_CLASS.get(kind, kind), _CLASSES["部门"])
    return [name for name in known if pattern.search(name)]


def _names(spoken: str, printed: str) -> bool:
    """Whether a body is called so: 教育 alone is no part of 教育局's name, but 校长 is one of 学校校长's."""
    if len(spoken) < _SHORTEST_PART:
        return printed.endswith(spoken) and spoken not in _NO_BODIES
    return spoken in printed


def _picks(rows: Sequence[Placed], catalogue: Catalogue) -> Iterator[Pick]:
    """The sentences that *rows* stand in, each once."""
    for document, group in groupby(rows, key=lambda placed: placed[0]):
        clauses = {clause.id: clause for clause in catalogue.clauses(document.id, document.version)}
        text = catalogue.text(document.id, document.version)
        found: dict[tuple[int, int], Pick] = {}
        for _, row in group:
            pick = _pick(row, clauses[row.clause_id], document=document, text=text)
            found.setdefault((pick.start, pick.end), pick)
        yield from _apart(sorted(found.values(), key=lambda pick: pick.start))


def _pick(row: Commitment, clause: Clause, *, document: DocumentSummary, text: str) -> Pick:
    """The whole sentences around a row."""
    around = [
        s for s in split_sentences(text, clause.start, clause.end) if s.start < row.end and s.end > row.start
    ]
    span = Span(around[0].start, around[-1].end) if around else Span(row.start, row.end)
    hit = Hit(document, clause, text[clause.start : clause.end], 0.0)
    return Pick(hit, span.start, span.end, 0.0)


def _apart(picks: Sequence[Pick]) -> Iterator[Pick]:
    """*picks*, in order, without those that lie inside the one before."""
    last: Pick | None = None
    for pick in picks:
        if last is None or pick.end > last.end:
            yield pick
            last = pick
