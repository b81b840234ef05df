"""The ledger against rows that were written by hand over two of the example notices."""

import pytest

from eval.corpus import DEFAULT_CORPUS
from eval.ledger import DEFAULT_LEDGER, RIGHT, Expected, Ledgers, as_text, compare, pair, read_ledger
from ingest.readers import read
from tests.ledger_rows import rows_of


@pytest.fixture(scope="module")
def ledgers() -> Ledgers:
    return compare(read_ledger(DEFAULT_LEDGER), DEFAULT_CORPUS)


def test_rows_by_hand_are_exact_slices():
    """Every row by hand quotes its notice exactly, in the order of the text."""
    for name, rows in read_ledger(DEFAULT_LEDGER).items():
        text = read((DEFAULT_CORPUS / name).read_bytes(), name).text
        assert [text[row.start : row.end] for row in rows] == [row.quote for row in rows]
        assert [row.start for row in rows] == sorted(row.start for row in rows)


def test_what_was_listed_by_hand_is_found(ledgers):
    """Nearly every core row is found, and nearly all that is found was listed."""
    assert ledgers.recall >= 0.93
    assert ledgers.precision >= 0.95


@pytest.mark.parametrize(
    ("column", "least"),
    [("数量", 0.97), ("时限", 0.97), ("责任单位", 0.93), ("类别", 0.9), ("强度", 0.97)],
)
def test_the_columns_agree_with_those_by_hand(ledgers, column, least):
    """Figures, dates, bodies, kinds and strengths of the rows that were found."""
    assert ledgers.right(RIGHT[column]) >= least


def expected(quote: str, start: int, *, core: bool = True) -> Expected:
    return Expected("甲.txt", quote, start, start + len(quote), "target_number", "hard", core)


def test_the_best_overlap_is_paired_and_each_row_once():
    """Two rows by hand over one of ours: the nearer one gets it; less than 40 % in common is no pair."""
    (row,) = rows_of("新建校园书吧4个。")
    near, half, far = (
        expected(row.quote, row.start),
        expected(row.quote[:5], row.start),
        expected(row.quote, row.end - 1),
    )

    assert pair([half, near], [row]) == [(near, row)]
    assert pair([half], [row]) == [(half, row)]
    assert pair([far], [row]) == []


def test_recall_counts_core_rows_and_precision_all_of_ours():
    """A borderline row that is found helps precision only."""
    (row,) = rows_of("新建校园书吧4个。")
    found, missed = expected(row.quote, row.start, core=False), expected("严禁收费", 500)
    ledgers = Ledgers((found, missed), ((found, row),), found=2)

    assert (ledgers.recall, ledgers.precision) == (0.0, 0.5)
    assert "50.0%" in as_text(Ledgers((found, missed), ((missed, row),), found=2))
