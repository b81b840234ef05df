"""What people decided on pairs of rows: kept beside the documents, the last decision on a pair counts."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from typing import Literal

from ingest.commitment_model import Commitment
from ingest.normalise import fold
from retrieval.errors import UnknownPair
from retrieval.hits import Visible
from retrieval.ledger.alignment import Corrections
from retrieval.ledger.row_versions import ALIKE, ALIKE_AT_HOME, dice
from retrieval.store.database import Database

Verdict = Literal["together", "apart"]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row as it was when somebody decided on it."""

    id: str
    document_id: str
    clause_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two rows that somebody found to be one topic (together) or not (apart). ``made_at``: ISO 8601 in UTC."""

    left: JudgedRow
    right: JudgedRow
    verdict: Verdict
    made_at: str


@dataclass(frozen=True, slots=True)
class _Record:
    left_id: str
    right_id: str
    verdict: Verdict
    left_document: str
    right_document: str
    left_clause: str
    right_clause: str
    left_quote: str
    right_quote: str
    made_at: str


_COLUMNS = ", ".join(field.name for field in fields(_Record))
_BLANKS = ", ".join("?" for _ in fields(_Record))


class PairTable:
    """The decisions of a library, or those between *visible* documents. Raises LibraryDamaged, StorageFailed."""

    def __init__(self, database: Database, visible: Visible | None = None) -> None:
        self._database, self._visible = database, visible

    def put(self, one: Commitment, other: Commitment, verdict: Verdict) -> JudgedPair:
        """Store a decision in place of an older one on the same pair.

        A row is one topic with one row of a plan: an older pair of it with another row of that plan goes.
        """
        left, right = sorted((one, other), key=lambda row: row.id)
        pair = JudgedPair(
            _judged(left), _judged(right), verdict, datetime.now(UTC).isoformat(timespec="seconds")
        )
        with self._database.transaction() as connection:
            if verdict == "together":
                for mine, theirs in ((left, right), (right, left)):
                    connection.execute(_RIVALS, {"mine": mine.id, "plan": theirs.document_id})
            connection.execute(
                f"INSERT OR REPLACE INTO topic_pairs ({_COLUMNS}) VALUES ({_BLANKS})", astuple(_record(pair))
            )
        return pair

    def remove(self, one: str, other: str) -> None:
        """Forget the decision on a pair, whichever row comes first. Raises UnknownPair."""
        if frozenset((one, other)) not in {frozenset((pair.left.id, pair.right.id)) for pair in self.all()}:
            raise UnknownPair(one, other)
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM topic_pairs WHERE left_id = ? AND right_id = ?", sorted((one, other))
            )

    def all(self) -> Sequence[JudgedPair]:
        """All decisions, the latest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM topic_pairs ORDER BY made_at DESC, left_id, right_id"
        )
        pairs = [_pair(_Record(*row)) for row in rows]
        if self._visible is None:
            return pairs
        seen = self._visible()
        return [pair for pair in pairs if {pair.left.document_id, pair.right.document_id} <= seen]


_RIVALS = """
    DELETE FROM topic_pairs WHERE verdict = 'together' AND (
        (left_id = :mine AND right_document = :plan) OR (right_id = :mine AND left_document = :plan))
"""


def corrections(pairs: Iterable[JudgedPair], plans: Sequence[Sequence[Commitment]]) -> Corrections:
    """The decisions that bear on the rows of *plans*, by the ids that these rows have now."""
    found: dict[Verdict, set[frozenset[str]]] = {"together": set(), "apart": set()}
    rows = [row for plan in plans for row in plan]
    for pair in pairs:
        left, right = successor(pair.left, rows), successor(pair.right, rows)
        if left is not None and right is not None:
            found[pair.verdict].add(frozenset((left.id, right.id)))
    return Corrections(frozenset(found["together"]), frozenset(found["apart"]))


def successor(judged: JudgedRow, rows: Sequence[Commitment]) -> Commitment | None:
    """The row among *rows* that *judged* is now: by id, by its words, or the most alike; None where it is gone."""
    own = [row for row in rows if row.document_id == judged.document_id]
    for row in own:
        if row.id == judged.id:
            return row
    best = max(own, key=lambda row: (dice(row.quote, judged.quote), -row.start), default=None)
    if best is None:
        return None
    least = ALIKE_AT_HOME if best.clause_id == judged.clause_id else ALIKE
    return best if fold(best.quote) == fold(judged.quote) or dice(best.quote, judged.quote) >= least else None


def _judged(row: Commitment) -> JudgedRow:
    return JudgedRow(row.id, row.document_id, row.clause_id, row.quote)


def _record(pair: JudgedPair) -> _Record:
    left, right = pair.left, pair.right
    return _Record(
        left.id,
        right.id,
        pair.verdict,
        left.document_id,
        right.document_id,
        left.clause_id,
        right.clause_id,
        left.quote,
        right.quote,
        pair.made_at,
    )


def _pair(record: _Record) -> JudgedPair:
    return JudgedPair(
        JudgedRow(record.left_id, record.left_document, record.left_clause, record.left_quote),
        JudgedRow(record.right_id, record.right_document, record.right_clause, record.right_quote),
        record.verdict,
        record.made_at,
    )
