"""The only file that speaks tantivy: passages by the characters and character pairs they share with a query."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, get_args

import tantivy
from tantivy import Occur, Query

from ingest.model import Unit
from ingest.normalise import fold
from retrieval.errors import IndexFailed
from retrieval.grams import grams
from retrieval.indexing import Entry, WriteMark

HEAP = 16_000_000  # bytes that a writer may use before it writes a segment
# The same where all is written at once: of few large segments a search is quicker (60,000 clauses in 3 instead of 18: 3.0
# and 4.6 ms), and tantivy merges small ones only when there are many.
WHOLE = 64_000_000
UNITS: tuple[Unit, ...] = get_args(Unit)
COUNTED = 100  # passages of some documents up to which it counts
BESIDE = 0.5  # weight of words that are looked for beside the text's own


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


SCHEMA = _schema()


class LexicalIndex:
    """BM25 over clause passages and over sentences, each with statistics of its own; context counts as words."""

    name = "全文索引"

    def __init__(self, folder: Path, mark: WriteMark) -> None:
        self._folder, self._mark = folder, mark
        self._stamp_file = folder / "stamp.txt"
        self._units = _open_units(folder)
        self._writers: dict[Unit, tantivy.IndexWriter] = {}

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index in *folder*. Files that can't be opened are thrown away. Raises IndexFailed."""
        mark = WriteMark(folder)
        mark.clear_away()
        with mark.touching():
            try:
                return cls(folder, mark)
            except ValueError:  # whatever is wrong with it, it can be rebuilt
                shutil.rmtree(folder, ignore_errors=True)
            with _speaking():
                return cls(folder, mark)

    @property
    def stamp(self) -> str | None:
        try:
            return self._stamp_file.read_text(encoding="utf-8")
        except (OSError, ValueError):  # missing, or not as we wrote it
            return None

    def is_sound(self, counts: Mapping[Unit, int]) -> bool:
        """Whether it holds as many passages as *counts* says, and can be searched."""
        try:
            with self._mark.touching():
                for unit in UNITS:
                    self.scores("一", unit, limit=1)
                return all(self.count(unit) == counts.get(unit, 0) for unit in UNITS)
        except IndexFailed:
            return False

    def replace(self, document_id: str, entries: Sequence[Entry], stamp: str) -> None:
        """Put *entries* in the place of the document's. Raises IndexFailed."""
        with self._mark.touching(), _speaking():
            for unit in UNITS:
                self._writer(unit).delete_documents_by_term("document", document_id)
            self._add(entries)
            self._commit(stamp)

    def rebuild(self, batches: Iterable[Sequence[Entry]], stamp: str) -> None:
        """Make the index anew from *batches*. Raises IndexFailed."""
        with self._mark.touching(), _speaking():
            self.close()
            if self._folder.exists():
                shutil.rmtree(self._folder)
            self._units = _open_units(self._folder)
            for unit in UNITS:
                self._writer(unit, WHOLE)
            for batch in batches:
                self._add(batch)
            self._commit(stamp)

    def scores(
        self,
        text: str,
        unit: Unit,
        *,
        limit: int,
        beside: Sequence[str] = (),
        documents: frozenset[str] | None = None,
    ) -> dict[int, float]:
        """BM25 scores of the *limit* best passages by number, best first, within *documents* where given.

        Words *beside* the text count for less. Passages that share nothing with either are left out. Raises IndexFailed.
        """
        query = _worded(text, beside)
        if documents is not None:
            query = _within(query, documents)
        with _speaking():
            searcher = self._units[unit].searcher()
            hits = searcher.search(query, max(1, limit), count=False).hits
            found = searcher.fast_field_values("number", [address for _, address in hits])
        return {
            int(number): score for number, (score, _) in zip(found, hits, strict=True) if number is not None
        }

    def frequency(self, gram: str, documents: frozenset[str] | None = None) -> int:
        """How many clause passages hold a character or pair; of *documents* where given, and then COUNTED at most.

        Raises IndexFailed.
        """
        with _speaking():
            searcher = self._units["clause"].searcher()
            if documents is None:
                return searcher.doc_freq("grams", fold(gram))
            query = _within(_term(fold(gram)), documents)
            return len(searcher.search(query, COUNTED, count=False).hits)

    def count(self, unit: Unit) -> int:
        """How many passages of this unit it holds."""
        with _speaking():
            return self._units[unit].searcher().num_docs

    def close(self) -> None:
        """Give back tantivy's locks, once its threads have ended."""
        while self._writers:
            _, writer = self._writers.popitem()
            with suppress(ValueError):  # a writer that died has no threads left
                writer.wait_merging_threads()

    def _writer(self, unit: Unit, heap: int = HEAP) -> tantivy.IndexWriter:
        if unit not in self._writers:
            self._writers[unit] = self._units[unit].writer(heap_size=heap, num_threads=1)
        return self._writers[unit]

    def _add(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            fields = {
                "number": entry.number,
                "document": entry.document_id,
                "grams": " ".join(grams(entry.text)),
            }
            self._writer(entry.unit).add_document(tantivy.Document.from_dict(fields, SCHEMA))

    def _commit(self, stamp: str) -> None:
        for unit in UNITS:
            self._writer(unit).commit()
            self._units[unit].reload()
        self._stamp_file.write_text(stamp, encoding="utf-8")


def _open_units(folder: Path) -> dict[Unit, tantivy.Index]:
    return {unit: _open_unit(folder / unit) for unit in UNITS}


def _open_unit(folder: Path) -> tantivy.Index:
    """An index that reads anew only when told to: its watcher would put a lock file into a folder being removed."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(SCHEMA, path=str(folder))
    index.config_reader(reload_policy="manual")
    return index


def _term(gram: str) -> Query:
    return Query.term_query(SCHEMA, "grams", gram, index_option="freq")


def _worded(text: str, beside: Sequence[str]) -> Query:
    """The characters and pairs of *text*, and the pairs of the words *beside* it that it doesn't have."""
    own = set(grams(text))
    lent = {gram for word in beside for gram in grams(word) if len(gram) > 1} - own
    terms = [_term(gram) for gram in sorted(own)]
    terms += [Query.boost_query(_term(gram), BESIDE) for gram in sorted(lent)]
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _within(query: Query, documents: frozenset[str]) -> Query:
    """*query* in these documents, which adds nothing to the score."""
    within = Query.const_score_query(Query.term_set_query(SCHEMA, "document", sorted(documents)), 0.0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, within)])


@contextmanager
def _speaking() -> Iterator[None]:
    """tantivy's errors, all of them ValueError, and those of its files stop here."""
    try:
        yield
    except (ValueError, OSError) as exc:
        raise IndexFailed(LexicalIndex.name, str(exc)) from exc
