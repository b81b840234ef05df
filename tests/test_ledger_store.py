"""The ledger in the store of record: kept with its version, filled in where it lacks, selected by SQLite."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.commitment_model import Commitment, Deadline, Link, Metric
from ingest.commitments import extract_commitments
from ingest.model import Document
from retrieval.errors import StorageFailed, UnknownCommitment
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.ledger.filter import LedgerFilter
from retrieval.library import Library
from tests.small_plans import plan, put, vectors_for


def read(document: Document) -> Document:
    """*document* with the ledger that ingest reads out of it."""
    rows = extract_commitments(document.text, document.clauses, document.metadata)
    return replace(document, commitments=rows)


LAKE = read(
    plan("湖东县学校体育方案", ["每学期举办运动会2次。", "到2025年，建成操场10个。", "严禁占用体育课。"])
)
LAKE_2 = read(
    plan("湖东县学校体育方案", ["每学期举办运动会3次。", "到2025年，建成操场10个。", "严禁占用体育课。"])
)
HILL = read(plan("山南县读书方案", ["鼓励各校建立读书会。", "县教育局负责每年采购图书2万册。"]))
FULL = Commitment(
    id="d:一、~1",
    document_id=LAKE.id,
    clause_id=LAKE.clauses[1].id,
    quote="每学期举办运动会2次",
    start=12,
    end=22,
    kind="frequency",
    strength="soft",
    strength_cue="力求",
    subject="运动会",
    action="举办",
    metrics=(
        Metric(2, "次/学期", ">=", "2次", max=3, indicator="运动会", per="学期"),
        Metric(None, None, "=", "全部"),
    ),
    deadline=Deadline("到2025年", "2025", "by", derived=True, inherited=True),
    responsible=("各校", "县教育局"),
    roles={"牵头": ("县教育局",), "配合": ("各校", "镇街")},
    source="县财政",
    applies_to="初中",
    condition="条件成熟的",
    linked=(Link("body", LAKE.clauses[2].id, "inferred"),),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library.sqlite")
    yield library
    library.close()


def quotes(library: Library, wanted: LedgerFilter) -> list[str]:
    return [row.quote for _, row in Ledger(library).select(wanted)]


def test_a_row_comes_back_as_it_was(library):
    """Every field of a row survives storage, those inside others too."""
    put(library, replace(LAKE, commitments=(FULL,)))

    assert library.document(LAKE.id).commitments == (FULL,)
    assert Ledger(library).row(FULL.id) == (library.summary(LAKE.id), FULL)


def test_documents_know_how_many_rows_they_have(library):
    """The count stands with the document, for each version as it was."""
    put(library, LAKE)
    put(library, HILL)

    assert [s.commitments for s in library.summaries()] == [len(LAKE.commitments), len(HILL.commitments)]
    assert Ledger(library).rows(library.summary(LAKE.id)) == LAKE.commitments


def test_every_version_keeps_its_rows_under_the_same_ids(library):
    """A new version shows its own rows; those whose words did not change keep their ids, the old ones stay readable."""
    put(library, LAKE)
    put(library, LAKE_2)
    ledger = Ledger(library)

    now, then = (tuple(row for _, row in ledger.select(LedgerFilter(version=v))) for v in (None, 1))

    assert (now, then) == (LAKE_2.commitments, LAKE.commitments)
    shared = {row.id for row in now} & {row.id for row in then}
    assert {row.quote for row in now if row.id not in shared} == {"每学期举办运动会3次"}
    assert {document.version for document, _ in ledger.select(LedgerFilter(version=1))} == {1}
    gone = next(row for row in then if row.id not in shared)
    assert ledger.row(gone.id, version=1)[1] == gone
    with pytest.raises(UnknownCommitment, match="新版本中已改动"):
        ledger.row(gone.id)


def test_rows_go_with_their_document(library):
    """A deleted document leaves no row behind, of no version."""
    for document in (LAKE, LAKE_2, HILL):
        put(library, document)

    library.delete(LAKE.id)

    assert {document.id for document, _ in Ledger(library).select(LedgerFilter())} == {HILL.id}
    assert not quotes(library, LedgerFilter(version=1, documents=(LAKE.id,)))
    assert {row.document_id for _, row in library.commitments.read([*range(100)])} == {HILL.id}


def test_a_failed_write_leaves_the_old_ledger(library):
    """Rows are written in one transaction with what they were read from."""
    put(library, LAKE)
    broken = replace(LAKE, commitments=(FULL, FULL))  # one id twice

    with pytest.raises(StorageFailed):
        library.replace(broken, vectors_for(broken))

    assert library.document(LAKE.id) == LAKE


def older(path: Path) -> None:
    """Make the library in *path* one of a program that kept no ledger."""
    with sqlite3.connect(path) as connection:
        connection.executescript("DROP TABLE commitments; DROP TABLE ledgers;")
    connection.close()


def test_an_older_library_gets_its_ledgers_once(tmp_path):
    """Opening fills in the rows of every version; opening again reads nothing again, not even a plan without rows."""
    path, told = tmp_path / "library.sqlite", []
    bare = plan("云台镇简介", ["本镇位于湖边。"])
    with_library(path, lambda library: [put(library, d) for d in (LAKE, LAKE_2, HILL, bare)])
    older(path)

    again = Library.open(path, lambda *step: told.append(step))
    assert [s.commitments for s in again.summaries()] == [len(LAKE_2.commitments), len(HILL.commitments), 0]
    assert again.document(LAKE.id, 1) == replace(LAKE, passages=())
    again.close()
    assert told == [("ledger", done, 4) for done in (1, 2, 3, 4)]
    Library.open(path, lambda *step: told.append(step)).close()
    assert len(told) == 4


def test_filling_goes_on_where_it_was_broken_off(tmp_path):
    """A start that dies amid the filling costs nothing that was already read."""
    path, told = tmp_path / "library.sqlite", []
    with_library(path, lambda library: [put(library, d) for d in (LAKE, HILL)])
    older(path)

    def die(_stage: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Library.open(path, die)
    Library.open(path, lambda *step: told.append(step)).close()
    assert told == [("ledger", 1, 1)]


def with_library(path: Path, use) -> None:
    library = Library.open(path)
    use(library)
    library.close()


def due(iso: str | None, type_: str = "by") -> Deadline:
    return Deadline(raw="原文", iso=iso, type=type_)


@pytest.mark.parametrize(
    ("deadline", "before", "after", "wanted"),
    [
        pytest.param(due("2016"), "2016", None, True, id="a-year-is-due-at-its-end"),
        pytest.param(due("2016"), "2016-11", None, False, id="a-year-is-not-due-before-its-end"),
        pytest.param(due("2016-06"), "2016", None, True, id="a-month-of-the-year"),
        pytest.param(due("2016-06-30"), "2016-06", None, True, id="the-last-day-of-the-month"),
        pytest.param(due("2016-02"), "2016-02-29", None, True, id="leap-day"),
        pytest.param(due("2017"), "2016", None, False, id="too-late"),
        pytest.param(due("2016-06"), None, "2016", True, id="after-the-first-day"),
        pytest.param(due("2015-12"), None, "2016", False, id="too-early"),
        pytest.param(due("2016"), "2016", "2016", True, id="within-one-year"),
        pytest.param(due("2016-09", "from"), "2020", None, False, id="from-when-is-no-limit"),
        pytest.param(due("2016-09", "during"), "2016", None, True, id="a-period-ends"),
        pytest.param(due(None), "2020", None, False, id="relative-to-nothing"),
        pytest.param(Deadline(), "2020", None, False, id="no-deadline"),
        pytest.param(due("2016-13"), "2020", None, False, id="misprinted-month"),
        pytest.param(due("2016-02-30"), "2020", None, False, id="misprinted-day"),
        pytest.param(Deadline(), None, None, True, id="no-window"),
    ],
)
def test_deadlines_of_any_precision(library, deadline, before, after, wanted):
    """Bounds are inclusive, a year lasts to its last day."""
    put(library, replace(LAKE, commitments=(replace(FULL, deadline=deadline),)))

    found = quotes(library, LedgerFilter(deadline_before=before, deadline_after=after))

    assert bool(found) is wanted


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(LedgerFilter(texts=("运动　会",)), True, id="words-are-folded"),
        pytest.param(LedgerFilter(texts=("100%",)), False, id="no-wildcards"),
        pytest.param(LedgerFilter(texts=("_",)), False, id="no-single-wildcards"),
        pytest.param(LedgerFilter(bodies=("教育局",)), True, id="part-of-a-body"),
        pytest.param(LedgerFilter(bodies=("各校县教育局",)), False, id="not-across-two-bodies"),
        pytest.param(LedgerFilter(bodies=("财政局", "教育局")), True, id="one-of-the-bodies"),
        pytest.param(LedgerFilter(topic="运动会"), True, id="topic-in-the-words"),
        pytest.param(LedgerFilter(topic="一、"), True, id="topic-in-the-headings"),
        pytest.param(LedgerFilter(topic="食堂"), False, id="topic-nowhere"),
        pytest.param(LedgerFilter(deadline_types=("by", "from")), True, id="one-of-the-types"),
        pytest.param(LedgerFilter(deadline_types=("during",)), False, id="another-type"),
        pytest.param(LedgerFilter(units=("次",)), True, id="unit-without-its-rate"),
        pytest.param(LedgerFilter(units=("次/学期",)), True, id="unit-with-its-rate"),
        pytest.param(LedgerFilter(units=("学期",)), False, id="the-rate-is-no-unit"),
        pytest.param(LedgerFilter(ids=(FULL.id, "x")), True, id="id"),
        pytest.param(LedgerFilter(ids=("x",)), False, id="other-id"),
        pytest.param(LedgerFilter(documents=("x",)), False, id="other-document"),
        pytest.param(LedgerFilter(kinds=("funding", "frequency")), True, id="one-of-the-kinds"),
        pytest.param(LedgerFilter(texts=("'; DROP TABLE commitments; --",)), False, id="quotes"),
    ],
)
def test_what_a_filter_finds(library, wanted, found):
    """Words are compared as readers take them, never as patterns."""
    put(library, replace(LAKE, commitments=(FULL,)))

    assert quotes(library, wanted) == [FULL.quote] * found


def test_many_rows_are_read_in_order(library):
    """A ledger of more rows than one batch comes whole and in order."""
    rows = tuple(replace(FULL, id=f"row~{n}", start=n) for n in range(2500))
    put(library, replace(LAKE, commitments=rows))

    selected = [row.start for _, row in Ledger(library).select(LedgerFilter())]
    page, total = Ledger(library).page(LedgerFilter(sort="kind"), 3, 1999)

    assert selected == list(range(2500))
    assert ([row.start for _, row in page], total) == ([1999, 2000, 2001], 2500)


PAGED = [
    LedgerFilter(),
    LedgerFilter(has_number=True),
    LedgerFilter(has_body=True, sort="strength"),
    LedgerFilter(sort="deadline"),
    LedgerFilter(documents=(HILL.id, LAKE.id)),
    LedgerFilter(documents=(LAKE.id,), version=1),
    LedgerFilter(ids=tuple(row.id for row in (*LAKE_2.commitments, *HILL.commitments))),
    LedgerFilter(texts=("每",), without=(HILL.commitments[0].id,)),
]


@pytest.mark.parametrize("wanted", PAGED)
def test_pages_put_together_are_the_selection(library, wanted):
    """Paging and counting tell what selecting tells, in its order, each document's share included."""
    for document in (HILL, LAKE, LAKE_2):
        put(library, document)
    ledger = Ledger(library)

    rows = tuple(ledger.select(wanted))
    pages = [ledger.page(wanted, 2, at) for at in range(0, len(rows) + 1, 2)]

    assert rows
    assert tuple(row for page, _ in pages for row in page) == rows
    assert {total for _, total in pages} == {sum(ledger.counts(wanted).values())} == {len(rows)}
    assert ledger.first(wanted, 2) == rows[:2]


def test_the_summary_counts_a_body_once_a_row(library):
    """A body that a row names twice has one row."""
    put(library, replace(LAKE, commitments=(replace(FULL, responsible=("各校", "各校")),)))

    assert Ledger(library).summary(LedgerFilter()).bodies == (("各校", 1),)


def test_bodies_are_those_of_the_library_as_it_is(library):
    """Asked again they are the same; after each change they are what the rows then name."""
    ledger, wanted = Ledger(library), LedgerFilter()
    put(library, HILL)
    first, again = ledger.bodies(wanted), ledger.bodies(wanted)
    put(library, replace(LAKE, commitments=(FULL,)))
    more = ledger.bodies(wanted)
    library.delete(HILL.id)

    assert first == again == ("县教育局",)
    assert more == ("县教育局", "各校")
    assert ledger.bodies(wanted) == ("县教育局", "各校")
    assert ledger.bodies(LedgerFilter(kinds=("funding",))) == ()
