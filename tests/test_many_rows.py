"""Ledgers of many documents and filters of many words: neither breaks, nor asks the store for what is of no interest."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.access.audit import Audit, Journal
from app.access.caller import LOCAL
from app.services.compare import CompareService
from app.services.marks import MarkService
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.row_vectors import RowVectors
from retrieval.library import Library
from retrieval.store.database import Database
from tests.small_plans import plan, put
from tests.test_ledger_store import read

FEW, MANY = 2, 8
ABSENT = tuple(f"无此字词{n}" for n in range(1200))


class Counting(Database):
    """Counts the queries."""

    queries = 0

    def rows(self, sql: str, *values: Any) -> Sequence[Any]:
        self.queries += 1
        return super().rows(sql, *values)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Counting]:
    found = Counting.open(tmp_path / "library.sqlite")
    yield found
    found.close()


@pytest.fixture
def library(database: Counting) -> Library:
    return Library(database)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    audit = Audit.open(tmp_path, days=9)
    yield Journal(audit, LOCAL)
    audit.close()


def fill(library: Library, count: int) -> None:
    """As many plans as that, each with rows."""
    for number in range(count):
        words = [f"每学期举办运动会{number + 2}次。", "县教育局负责每年采购图书2万册。"]
        put(library, read(plan(f"青石县第{number + 1}号方案", words)))


def cost(database: Counting, use: Callable[[], object]) -> int:
    """How many queries *use* takes."""
    before = database.queries
    use()
    return database.queries - before


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(LedgerFilter(texts=(*ABSENT, "运动会")), id="words"),
        pytest.param(LedgerFilter(bodies=(*ABSENT, "教育局")), id="bodies"),
        pytest.param(LedgerFilter(units=(*ABSENT, "次")), id="units"),
    ],
)
def test_a_filter_may_name_more_than_the_store_takes_at_once(library, wanted):
    """All the bodies of a large library are more than an SQL expression holds."""
    fill(library, FEW)

    _, total = Ledger(library).page(wanted, 10, 0)

    assert total == FEW


@pytest.mark.parametrize("mark", ["none", "done"])
def test_what_nobody_marked_is_not_looked_through(library, database, mark):
    """A filter by marks asks only for the marks of documents that have some."""
    ledger, costs = Ledger(library), []
    for count in (FEW, MANY):
        fill(library, count)
        costs.append(cost(database, lambda: ledger.counts(LedgerFilter(mark=mark))))

    assert costs[0] == costs[1]


def test_a_list_of_marks_asks_for_marked_documents_alone(library, database, journal):
    """As long as there is one marked row in a large library, the list takes no longer than in a small one."""
    marks, costs = MarkService(library, Ledger(library), journal), []
    fill(library, FEW)
    row, *_ = Ledger(library).select(LedgerFilter())
    marks.put(row[1].id, "done", note="", who="李")
    for count in (FEW, MANY):
        fill(library, count)
        costs.append(cost(database, lambda: marks.listed(None, limit=10)))

    assert costs[0] == costs[1]
    assert marks.listed(None, limit=10).total == 1


def test_decisions_on_the_same_plans_read_them_once(library, database, journal):
    """A page of decisions reads each plan's ledger once, however many decisions there are on it."""
    ledger = Ledger(library)
    compare = CompareService(library, ledger, RowVectors(lambda _: []), journal)
    fill(library, FEW)
    one, two = (ledger.rows(document) for document in library.summaries())
    costs = []
    for left, right in zip(one, two, strict=True):
        compare.judge(left.id, right.id, "apart")
        costs.append(cost(database, lambda: compare.judged(limit=10)))

    assert costs[0] == costs[1]
    assert all(pair.stands for pair in compare.judged(limit=10).items)
