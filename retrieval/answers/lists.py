"""Lists in full: the items that follow a lead-in or lie under a heading, and runs of clauses joined by semicolons."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Clause, Span
from ingest.numerals import read_number
from ingest.sentences import split_sentences
from retrieval.evidence import Candidate, Pick
from retrieval.hits import Catalogue, Hit
from retrieval.question import Question

_COUNTED = re.compile(
    r"(?:哪|这|的|做好|几)?([一二两三四五六七八九十]|\d{1,2})(?:个|大|项|条|方面|支|只|类|种|张|步|点|级|块|套|所|家|名)"
)
_WHICH = re.compile(r"哪([一二三四五六七八九十]|\d{1,2})(?:个|大|项|条|方面|支|只|类|种|张|步|点|级|块)")
_ORDINAL = re.compile(r"^[(（第]?([一二三四五六七八九十百\d①-⑳]+)")
_EVERYTHING = re.compile(r"全部|所有|逐[项一条]|一一|列举|梳理")
_LEADS_IN = re.compile(r"[：:]$")
_JOINED = re.compile(r"[；;]$")
_HOW = re.compile(r"怎么|怎样|如何|咋")
_MEASURES = re.compile(
    r"(?:哪些|什么|啥|哪几[项条个])[^,，。？?]{0,4}(?:措施|举措|做法|要求|安排|任务|内容|工作|办法|动作|手段)"
)
_GAP = 2  # characters of white space
_NEAR = 3.5  # a member of a run joined by semicolons may score so much less than the best
_FEWEST_MEMBERS = 2
MOST_ITEMS = 12
_SHORT_ITEM = 40  # characters of an item that can't be understood without what introduces it
_NO_SENTENCE = re.compile(r"的[；;。.，,]?$")  # 怀孕或者处于哺乳期的；


def list_items(question: str, chosen: Sequence[Candidate], catalogue: Catalogue) -> list[Pick]:
    """The first sentence of each item of the lists that *chosen* introduce.

    A sentence introduces one when it ends in a colon before the items, or when the question counts as many things
    as there are items after it.
    """
    picks: list[Pick] = []
    for candidate in chosen:
        items = _following(candidate, catalogue.clauses(candidate.hit.document.id))
        if len(items) >= _FEWEST_MEMBERS and _introduces(question, candidate, items):
            text = catalogue.text(candidate.hit.document.id)
            more = bool(_HOW.search(question))
            picks += [_first_sentence(candidate, item, text, more=more) for item in items[:MOST_ITEMS]]
    return picks


def is_counted(question: str, items: Sequence[Pick]) -> bool:
    """Whether *items* are as many as the question says there are: 哪四个方面."""
    return len(items) > 1 and any(read_number(n) == len(items) for n in _WHICH.findall(question))


def sibling_items(chosen: Sequence[Candidate], catalogue: Catalogue) -> list[Pick]:
    """The first sentence of every item of a list, where several of *chosen* are first sentences of its items."""
    by_parent: dict[tuple[str, str | None], list[Candidate]] = {}
    for candidate in chosen:
        clause = candidate.hit.clause
        if clause.parent is not None and candidate.sentence.start == clause.start:
            by_parent.setdefault((clause.document_id, clause.parent), []).append(candidate)
    picks: list[Pick] = []
    for (document_id, parent), members in by_parent.items():
        if len({m.hit.clause.id for m in members}) >= _FEWEST_MEMBERS:
            level, text = members[0].hit.clause.level, catalogue.text(document_id)
            items = [c for c in catalogue.clauses(document_id) if c.parent == parent and c.level == level]
            picks += [_first_sentence(members[0], item, text) for item in items[:MOST_ITEMS]]
    return picks


def introduced(picks: Sequence[Pick], catalogue: Catalogue) -> list[Pick]:
    """*picks*, each short item that is no sentence after that of its parent which introduces it: 有下列情形之一的，可以…：

    By itself 怀孕或者处于哺乳期的 says nothing; a step of a procedure does. A sentence that is among *picks* is not put
    there again.
    """
    found: list[Pick] = []
    for pick in picks:
        lead = _lead_in(pick, catalogue)
        if lead and not any(_same(lead, other) for other in (*picks, *found)):
            found.append(lead)
        found.append(pick)
    return found


def _same(one: Pick, other: Pick) -> bool:
    return one.document_id == other.document_id and other.start <= one.start and one.end <= other.end


def _lead_in(pick: Pick, catalogue: Catalogue) -> Pick | None:
    clause = pick.hit.clause
    if clause.parent is None or pick.start != clause.start or pick.end - pick.start > _SHORT_ITEM:
        return None
    if not _NO_SENTENCE.search(pick.text.rstrip()):
        return None
    text, parent = catalogue.text(pick.document_id), catalogue.clause(clause.parent)
    first = min(c.start for c in catalogue.clauses(pick.document_id) if c.parent == parent.id)
    before = split_sentences(text, parent.start, first)
    if not before or not _LEADS_IN.search(before[-1].of(text).rstrip()):
        return None
    hit = replace(pick.hit, clause=parent, text=text[parent.start : parent.end], sentences=())
    return Pick(hit, before[-1].start, before[-1].end, pick.score)


def pointed(question: Question, catalogue: Catalogue) -> tuple[Clause, ...]:
    """The clauses that 第13条 or 第二部分 points at, in the documents that the question names or the only one there is."""
    if question.clause is None or not (question.scope.named or len(question.scope.documents) == 1):
        return ()
    clauses = [c for i in question.scope.documents for c in catalogue.clauses(i) if not c.is_frame]
    number, unit = question.clause
    numbered = [c for c in clauses if _ordinal(c) == number]
    exact = [c for c in numbered if c.label.rstrip().endswith(unit)]
    if exact:
        return tuple(exact)
    level = min((c.level for c in numbered), default=0)
    same = [c for c in numbered if c.level == level] if unit in ("部分", "章", "编") else numbered
    return tuple(same) if len(same) == 1 else ()


def is_numbered(question: Question, catalogue: Catalogue) -> bool:
    """Whether any clause in the question's scope carries the number that it points at."""
    return question.clause is not None and any(
        _ordinal(clause) == question.clause[0]
        for document_id in question.scope.documents
        for clause in catalogue.clauses(document_id)
        if not clause.is_frame
    )


def is_part_of(inner: Clause, outer: Clause) -> bool:
    return inner.document_id == outer.document_id and outer.start <= inner.start and inner.end <= outer.end


def sentence_run(chosen: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """All members of a run of clauses joined by semicolons, where several of them are near the best."""
    if not chosen:
        return []
    hit = chosen[0].hit
    scored = {c.sentence.start: c for c in candidates if c.hit.clause.id == hit.clause.id}
    runs: list[list[Candidate]] = [[]]
    for sentence in hit.sentences:
        if sentence.start in scored:
            runs[-1].append(scored[sentence.start])
        if not _JOINED.search(sentence.text):
            runs.append([])
    near, ends = chosen[0].score - _NEAR, {c.sentence.end for c in chosen}
    return [c for run in runs if len(run) > 2 and _belongs(hit, run, near=near, ends=ends) for c in run]


def whole_clause(
    question: str, chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Every sentence of the clause that holds the two best, where all of something is asked for: 梳理全部举措."""
    best = [candidate.hit.clause.id for candidate in chosen[:_FEWEST_MEMBERS]]
    if not _EVERYTHING.search(question) or len(best) < _FEWEST_MEMBERS or len(set(best)) > 1:
        return []
    return [c for c in candidates if c.hit.clause.id == best[0]][:MOST_ITEMS]


def _belongs(hit: Hit, run: Sequence[Candidate], *, near: float, ends: set[int]) -> bool:
    """Whether several members score well, or the run comes right after a chosen sentence."""
    if sum(candidate.score >= near for candidate in run) >= _FEWEST_MEMBERS:
        return True
    start, offset = run[0].sentence.start, hit.clause.start
    return any(end <= start and not hit.text[end - offset : start - offset].strip() for end in ends)


def _following(candidate: Candidate, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses right after the candidate that count up from one under one parent."""
    items: list[Clause] = []
    for clause in sorted(clauses, key=lambda c: c.start):
        if clause.start < candidate.sentence.end or clause.is_frame:
            continue
        if items and clause.parent != items[0].parent:
            if clause.level > items[0].level:
                continue  # a child of an item
            break
        if _ordinal(clause) != len(items) + 1:
            break
        items.append(clause)
    return items


def _introduces(question: str, candidate: Candidate, items: Sequence[Clause]) -> bool:
    own = candidate.hit.clause
    if items[0].parent not in (own.id, own.parent):
        return False
    if _LEADS_IN.search(candidate.sentence.text) or _runs_into(question, candidate, items[0]):
        return True
    return any(read_number(n) == len(items) for n in _COUNTED.findall(question))


def _runs_into(question: str, candidate: Candidate, first: Clause) -> bool:
    """Whether what is asked for goes on from a sentence as 一是, 二是 …: 贯彻规范管理的要求。一是完善制度…"""
    between = first.start - candidate.sentence.end
    return bool(_MEASURES.search(question)) and first.label.startswith("一是") and 0 <= between <= _GAP


def _first_sentence(candidate: Candidate, item: Clause, text: str, *, more: bool = False) -> Pick:
    """With *more*, what follows a heading as well."""
    document = candidate.hit.document
    spans = split_sentences(text, item.start, item.end)
    heads = more and len(spans) > 1 and len(spans[0].of(text)) <= len(f"{item.label}{item.heading}") + 1
    span = Span(spans[0].start, spans[1].end) if heads else spans[0]
    hit = Hit(document, item, text[item.start : item.end], candidate.hit.score)
    return Pick(hit, span.start, span.end, candidate.score)


def _ordinal(clause: Clause) -> int | None:
    match = _ORDINAL.match(clause.label)
    return read_number(match[1]) if match else None
