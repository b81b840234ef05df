"""Documents read while somebody else replaces or deletes them: what belongs together is of one version, or gone."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.access.audit import Audit, Journal
from app.access.caller import LOCAL
from app.services.documents import DocumentService
from app.services.pages import PagePictures
from ingest.model import Document
from retrieval.errors import UnknownDocument
from retrieval.hits import DocumentSummary
from retrieval.library import Library
from retrieval.store.database import Database
from tests.small_plans import READING, SPORTS, plan, put

LATER = plan(SPORTS.metadata.plan_title.value, ["每天安排两节体育课。"], ident=SPORTS.id)


class Rewritten(Library):
    """Somebody else stores a new version as soon as it has been read which one is current."""

    later: Document | None = None

    def summary(self, document_id: str) -> DocumentSummary:
        found, later = super().summary(document_id), self.later
        self.later = None
        if later:
            put(self, later)
        return found


class Deleting(Database):
    """Somebody else is a little faster: ``first`` is done before a query that holds the words ``before``."""

    before, first = "", staticmethod(lambda: None)

    def rows(self, sql: str, *values: Any) -> Sequence[Any]:
        if self.before and self.before in sql:
            todo, self.before = self.first, ""
            todo()
        return super().rows(sql, *values)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[DocumentService]:
    """Over a library of one document, whose second version comes while the first is read."""
    library, audit = Rewritten(Database.open(tmp_path / "library.sqlite")), Audit.open(tmp_path, days=9)
    put(library, SPORTS)
    library.later = LATER
    yield DocumentService(library, PagePictures(library), Journal(audit, LOCAL))
    library.close()
    audit.close()


def test_a_text_is_that_of_the_version_it_names(service):
    """Offsets of citations count the characters of the text of that version."""
    found = service.text(SPORTS.id)

    assert (found.version, found.text) == (1, SPORTS.text)


def test_clauses_are_cut_out_of_their_own_text(service):
    """The words of a clause are never those that stand there in another version."""
    page = service.clauses(SPORTS.id, limit=10)

    texts = {1: SPORTS, 2: LATER}
    assert [clause.clause for clause in page.items] == list(texts[page.items[0].version].clauses)
    assert {clause.text for clause in page.items} == {texts[page.items[0].version].text}


def test_a_clause_is_cut_out_of_its_own_text(service):
    """Also one that is asked for by its id."""
    found = service.clause(SPORTS.clauses[1].id)

    assert (found.version, found.text, found.clause) == (1, SPORTS.text, SPORTS.clauses[1])


def test_a_file_is_that_of_the_version_it_is_named_after(service):
    """Who downloads gets the bytes of what the log says."""
    assert service.file(SPORTS.id).data == SPORTS.text.encode("gb18030")


@pytest.mark.parametrize(
    ("before", "read"),
    [
        pytest.param("SELECT text FROM versions", lambda library: library.text(SPORTS.id), id="text"),
        pytest.param("SELECT v.*", lambda library: library.document(SPORTS.id), id="document"),
    ],
)
def test_a_document_deleted_meanwhile_is_unknown(tmp_path: Path, before: str, read: Callable):
    """Whoever reads it then learns that there is none; it is no error of the program."""
    library, database = _deleting(tmp_path, before)

    with pytest.raises(UnknownDocument):
        read(library)
    database.close()


def test_a_search_leaves_out_what_was_deleted_meanwhile(tmp_path: Path):
    """The other clauses that were found are still shown."""
    library, database = _deleting(tmp_path, "")
    numbers = [row["number"] for row in database.rows("SELECT number FROM clauses")]
    library.text(READING.id)  # held in memory
    database.before = "SELECT text FROM versions"
    found = library.found(numbers)

    assert {clause.document.id for clause in found.values()} == {READING.id}
    database.close()


def _deleting(folder: Path, before: str) -> tuple[Library, Deleting]:
    """A library of two documents, the first of which is deleted before the next query that holds *before*."""
    database = Deleting.open(folder / "library.sqlite")
    library = Library(database)
    put(library, SPORTS)
    put(library, READING)
    database.before, database.first = before, lambda: library.delete(SPORTS.id)
    return library, database
