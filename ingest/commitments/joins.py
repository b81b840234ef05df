"""What completes a row from another clause: who must act, by when, out of which purse. Stated, or inferred and marked.

The figures of a plan stand under its measures, the departments under its safeguards, the dates in a phase's heading.
Better no join than a silly one: an inferred one needs several telling words in common, and no rival.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.commitment_model import Commitment, Link
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.providers import Provider
from ingest.commitments.statements import is_phase
from ingest.commitments.topic_links import TopicLinks
from ingest.commitments.topics import Telling, Topic, listed_topics
from ingest.model import Clause

_DUTY = re.compile(r"(?:主要|具体|牵头)?负责(?:牵头)?(?P<duty>.{4,})$|^[^,，]{2,24}牵头(?P<led>.{4,})$")
_FOR = re.compile(r"用于(?P<use>.{4,})$")
_BORNE = re.compile(r"^(?:上述)?所需(?:的)?(?:资金|经费|费用)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条")
_ASKED = {"deadline": re.compile(r"期限|时限|时间"), "funding": re.compile(r"标准|经费|补助|资金"), "body": re.compile(r"分工|职责")}  # fmt: skip
_COSTS = frozenset(("target_number", "project", "frequency", "mechanism", "funding"))


def joined(text: str, clauses: Sequence[Clause], rows: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """*rows* with their links, in their order. Pure."""
    by_id = {clause.id: clause for clause in clauses}
    by_clause = _by_clause(rows)
    articles = {
        clause.label.strip(): clause.id for clause in reversed(clauses) if clause.label.startswith("第")
    }
    telling = Telling(text, clauses)
    providers = list(_providers(rows, telling))
    topics = TopicLinks(by_id, providers) if providers else None
    purses = _by_clause([row for row in rows if row.source and _BORNE.match(row.quote)])
    linked = []
    for row in rows:
        links = [*_phase(row, by_id), *_referred(row, articles, by_clause)]
        links += topics.of(row) if topics else ()
        row = _linked(row, links)
        linked.append(_borne(text, row, purses.get(row.clause_id, ())))
    return tuple(linked)


def _by_clause(rows: Sequence[Commitment]) -> dict[str, list[Commitment]]:
    groups: dict[str, list[Commitment]] = {}
    for row in rows:
        groups.setdefault(row.clause_id, []).append(row)
    return groups


def _linked(row: Commitment, links: Sequence[Link]) -> Commitment:
    """The row with *links* added to those it has; of a role and clause the first."""
    if not links:
        return row
    kept = {(link.role, link.clause_id): link for link in reversed([*row.linked, *links])}
    found = tuple(reversed(kept.values()))
    return replace(row, linked=found) if found != row.linked else row


def _phase(row: Commitment, by_id: Mapping[str, Clause]) -> Iterator[Link]:
    """The heading above that gives the row its date."""
    at = by_id.get(by_id[row.clause_id].parent or "") if row.deadline.inherited else None
    while at is not None:
        if is_phase(at.heading) and read_deadline(at.heading, issued=None).raw == row.deadline.raw:
            yield Link("deadline", at.id, "stated", row.deadline.raw)
            return
        at = by_id.get(at.parent or "")


def _referred(
    row: Commitment, articles: Mapping[str, str], by_clause: Mapping[str, Sequence[Commitment]]
) -> Iterator[Link]:
    """The article that the row names, for what that article gives."""
    for named in _ARTICLE.finditer(row.quote) if articles else ():
        target = articles.get(named[0])
        if target is None or target == row.clause_id:
            continue
        rest = row.quote[named.end() :]
        asked = [role for role, pattern in _ASKED.items() if pattern.search(rest)]
        there = by_clause.get(target, ())
        yield from (Link(role, target, "stated") for role in asked or _given(there))


def _given(rows: Sequence[Commitment]) -> Iterator[str]:
    if any(row.responsible for row in rows):
        yield "body"
    if any(row.deadline.raw for row in rows):
        yield "deadline"
    if any(row.kind == "funding" for row in rows):
        yield "funding"


def _borne(text: str, row: Commitment, purses: Sequence[Commitment]) -> Commitment:
    """所需资金由…承担 says it of what stands before it in its clause: a purse of the row's own, no link."""
    if not purses or row.source or row.kind not in _COSTS:
        return row
    found = next((purse for purse in purses if purse.start > row.start), None)
    same_paragraph = found is not None and "\n" not in text[row.start : found.start]
    return replace(row, source=found.source) if found and same_paragraph else row


def _providers(rows: Sequence[Commitment], telling: Telling) -> Iterator[Provider]:
    for row in rows:
        duty = (
            _DUTY.search(row.quote) if row.responsible and row.kind in ("responsibility", "funding") else None
        )
        if duty:
            yield Provider("body", row, _topics(duty["duty"] or duty["led"], telling))
        if row.kind == "funding" and (use := _FOR.search(row.quote)):
            yield Provider("funding", row, _topics(use["use"], telling))


def _topics(words: str, telling: Telling) -> tuple[Topic, ...]:
    return tuple(map(telling.topic, listed_topics(words)))
