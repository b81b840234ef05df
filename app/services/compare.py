"""The comparing part of the service: plans beside each other, versions of one, and what people corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from app.access.audit import Journal
from app.services.replies import Page, PlacedCommitment, page_of
from app.services.versions import compare_versions
from ingest.changed_words import Piece, Words, changed_words
from ingest.differences import Difference
from ingest.model import Clause, Span
from retrieval.answers.formal import words
from retrieval.errors import CannotAlign, CannotPair
from retrieval.hits import DocumentSummary
from retrieval.ledger.alignment import Confidence, Topic, align
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.row_differences import differences
from retrieval.ledger.row_similarity import likeness, subjects
from retrieval.ledger.row_vectors import RowVectors
from retrieval.ledger.row_versions import RowPair, compare_rows
from retrieval.store.library_reader import LibraryReader
from retrieval.store.pair_table import JudgedPair, JudgedRow, Verdict, corrections, successor

MOST = 6  # plans beside each other: more columns than can be read

Cells = tuple[PlacedCommitment | None, ...]


@dataclass(frozen=True, slots=True)
class PlacedTopic:
    """Rows of one topic, one cell a plan, None where the plan has none; and in what the rows differ."""

    cells: Cells
    confidence: Confidence
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Plans beside each other: the topics they share, and for each plan the rows that no other one has.

    ``rows`` counts the rows of each plan before any filter.
    """

    documents: tuple[DocumentSummary, ...]
    rows: tuple[int, ...]
    topics: tuple[PlacedTopic, ...]
    only: tuple[tuple[PlacedCommitment, ...], ...]


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A row in two versions; ``pieces`` bound the words that stayed, came and went, in the two texts."""

    old: PlacedCommitment
    new: PlacedCommitment
    differs: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerChanges:
    """What became of the rows of one version of a document in another; ``texts`` are the old and the new text."""

    old: DocumentSummary
    new: DocumentSummary
    texts: tuple[str, str]
    kept: tuple[PlacedChange, ...]
    changed: tuple[PlacedChange, ...]
    added: tuple[PlacedCommitment, ...]
    dropped: tuple[PlacedCommitment, ...]


@dataclass(frozen=True, slots=True)
class StandingPair:
    """A decision, and whether both rows that it was made on are still in the library."""

    pair: JudgedPair
    stands: bool


class CompareService:
    """What the doors can ask about plans beside each other; reached as ``service.compare``."""

    def __init__(self, library: LibraryReader, ledger: Ledger, vectors: RowVectors, journal: Journal) -> None:
        self._library, self._ledger, self._vectors, self._journal = library, ledger, vectors, journal

    def plans(self, documents: Sequence[str], wanted: LedgerFilter) -> PlanComparison:
        """Two plans or more, aligned by topic; topics and rows that *wanted* lets pass are shown.

        The alignment is that of whole plans: a filter changes what is shown, not what is found to be one topic; a
        topic is shown where one of its rows passes. Raises UnknownDocument, CannotAlign.
        """
        sides = self._sides(documents)
        topics = self._aligned(sides)
        passed = {row.id for _, row in self._ledger.select(replace(wanted, documents=tuple(documents)))}
        shown = [topic for topic in topics if self._ids(sides, topic) & passed]
        taken = {ident for topic in topics for ident in self._ids(sides, topic)}
        return PlanComparison(
            documents=tuple(side.document for side in sides),
            rows=tuple(len(side.rows) for side in sides),
            topics=tuple(self._topic(sides, topic) for topic in shown),
            only=tuple(
                tuple(row for row in side.rows if row.row.id in passed and row.row.id not in taken)
                for side in sides
            ),
        )

    def versions(self, document_id: str, *, old: int | None = None, new: int | None = None) -> LedgerChanges:
        """The rows of two versions of a document; by default of the last but one and the current one.

        Raises UnknownDocument, UnknownVersion, NothingToCompare.
        """
        found = compare_versions(self._library, self._library.summary(document_id), old=old, new=new)
        before, after = (replace(found.document, version=each.version) for each in (found.old, found.new))
        ours, theirs = self._side(before), self._side(after)
        home = _homes(found.difference, found.before.clauses)
        rows = compare_rows([p.row for p in ours.rows], [p.row for p in theirs.rows], home.get)
        texts = (found.before.text, found.after.text)
        return LedgerChanges(
            old=before,
            new=after,
            texts=texts,
            kept=tuple(_change(pair, ours, theirs) for pair in rows.kept),
            changed=tuple(
                replace(_change(pair, ours, theirs), pieces=_pieces(pair, texts)) for pair in rows.changed
            ),
            added=tuple(theirs.by_id[row.id] for row in rows.added),
            dropped=tuple(ours.by_id[row.id] for row in rows.dropped),
        )

    def judge(self, one: str, other: str, verdict: Verdict) -> StandingPair:
        """Decide that two rows are one topic, or that they are not. Raises Forbidden, UnknownCommitment, CannotPair."""
        self._journal.caller.require("editor")
        left, right = self._ledger.row(one)[1], self._ledger.row(other)[1]
        if left.document_id == right.document_id:
            raise CannotPair("两条承诺出自同一份文件")
        self._journal.note("pair", f"{left.id} {right.id}", verdict)
        return StandingPair(self._library.pairs.put(left, right, verdict), stands=True)

    def withdraw(self, one: str, other: str) -> None:
        """Forget a decision. Raises Forbidden, UnknownPair."""
        self._journal.caller.require("editor")
        self._library.pairs.remove(one, other)
        self._journal.note("unpair", f"{one} {other}")

    def judged(self, *, limit: int, offset: int = 0) -> Page[StandingPair]:
        """All decisions, the latest first."""
        page = page_of(self._library.pairs.all(), limit, offset)
        named = {row.document_id for pair in page.items for row in (pair.left, pair.right)}
        rows = {d.id: self._ledger.rows(d) for d in self._library.summaries() if d.id in named}

        def stands(row: JudgedRow) -> bool:
            return successor(row, rows.get(row.document_id, ())) is not None

        found = (StandingPair(pair, stands(pair.left) and stands(pair.right)) for pair in page.items)
        return Page(tuple(found), page.total)

    def _sides(self, documents: Sequence[str]) -> list["_Side"]:
        chosen = list(dict.fromkeys(documents))
        summaries = [self._library.summary(ident) for ident in chosen]
        if len(chosen) < 2:
            raise CannotAlign("只给了一份文件", "请给出两份或更多不同的文件，或给出一份文件的两个版本")
        if len(chosen) > MOST:
            raise CannotAlign(f"给了 {len(chosen)} 份文件，最多 {MOST} 份", "请分几次比较")
        return [self._side(summary) for summary in summaries]

    def _side(self, document: DocumentSummary) -> "_Side":
        clauses = self._library.clauses(document.id, document.version)
        by_id = {clause.id: clause for clause in clauses}
        rows = [PlacedCommitment(document, by_id[r.clause_id], r) for r in self._ledger.rows(document)]
        return _Side(document, clauses, tuple(rows), {placed.row.id: placed for placed in rows})

    def _aligned(self, sides: Sequence["_Side"]) -> Sequence[Topic]:
        told = [
            subjects(
                self._library.text(s.document.id, s.document.version), s.clauses, [p.row for p in s.rows]
            )
            for s in sides
        ]
        vectors = [self._vectors.of([subject.context for subject in each]) for each in told]
        scores = {
            (a, b): likeness(told[a], told[b], (vectors[a], vectors[b]))
            for a, b in combinations(range(len(sides)), 2)
        }
        decided = corrections(self._library.pairs.all(), [[p.row for p in side.rows] for side in sides])
        return align([[p.row.id for p in side.rows] for side in sides], scores, decided)

    def _ids(self, sides: Sequence["_Side"], topic: Topic) -> set[str]:
        return {side.rows[at].row.id for side, at in zip(sides, topic.rows, strict=True) if at is not None}

    def _topic(self, sides: Sequence["_Side"], topic: Topic) -> PlacedTopic:
        cells = tuple(
            side.rows[at] if at is not None else None for side, at in zip(sides, topic.rows, strict=True)
        )
        there = [cell for cell in cells if cell is not None]
        regions = [words(cell.document.metadata.region) for cell in there]
        return PlacedTopic(cells, topic.confidence, differences([cell.row for cell in there], regions))


@dataclass(frozen=True, slots=True)
class _Side:
    """One plan, or one version of it, with its rows."""

    document: DocumentSummary
    clauses: Sequence[Clause]
    rows: tuple[PlacedCommitment, ...]
    by_id: Mapping[str, PlacedCommitment]


def _homes(difference: Difference, clauses: Sequence[Clause]) -> dict[str, str]:
    """The ids of *clauses* of the old version → those that they have in the new one; those that are gone left out."""
    gone = {clause.id for clause in difference.removed}
    homes = {clause.id: clause.id for clause in clauses if clause.id not in gone}
    homes |= {pair.old.id: pair.new.id for pair in difference.moved}
    return homes | {pair.old.id: pair.new.id for pair in difference.changed}


def _change(pair: RowPair, old: _Side, new: _Side) -> PlacedChange:
    return PlacedChange(old.by_id[pair.old.id], new.by_id[pair.new.id], pair.differs)


def _pieces(pair: RowPair, texts: tuple[str, str]) -> tuple[Piece, ...]:
    ours, theirs = (
        Words.of(text, [Span(row.start, row.end)])
        for text, row in zip(texts, (pair.old, pair.new), strict=True)
    )
    return changed_words(ours, theirs)
