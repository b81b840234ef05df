"""The only file that speaks tantivy: clause passages by the characters and character pairs they share."""

import math
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import tantivy
from tantivy import Occur, Query

from ingest.model import Unit
from retrieval.errors import IndexFailed
from retrieval.grams import grams
from retrieval.indexing import Entry, WriteMark

HEAP = 32_000_000  # bytes the writer may use before it writes a segment
UNIT: Unit = "clause"  # sentences are scored one by one once their clause is found


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


SCHEMA = _schema()


class LexicalIndex:
    """BM25 over the clause passages, context included."""

    name = "全文索引"

    def __init__(self, folder: Path, mark: WriteMark) -> None:
        self._folder, self._mark = folder, mark
        self._stamp_file = folder / "stamp.txt"
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(SCHEMA, path=str(folder))
        self._writer: tantivy.IndexWriter | None = None

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
        return self._stamp_file.read_text(encoding="utf-8") if self._stamp_file.exists() else None

    def is_sound(self, counts: Mapping[Unit, int]) -> bool:
        """Whether it holds as many clause passages as *counts* says, and can be searched."""
        try:
            with self._mark.touching():
                self.scores("一", limit=1)
                return self.count() == counts.get(UNIT, 0)
        except IndexFailed:
            return False

    def replace(self, document_id: str, entries: Sequence[Entry], stamp: str) -> None:
        """Put *entries* in the place of the document's. Raises IndexFailed."""
        with self._mark.touching(), _speaking():
            self._writing().delete_documents_by_term("document", document_id)
            self._add(entries)
            self._commit(stamp)

    def rebuild(self, batches: Iterable[Sequence[Entry]], stamp: str) -> None:
        """Make the index anew from *batches*. Raises IndexFailed."""
        with self._mark.touching(), _speaking():
            self.close()
            if self._folder.exists():
                shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            self._index = tantivy.Index(SCHEMA, path=str(self._folder))
            for batch in batches:
                self._add(batch)
            self._commit(stamp)

    def scores(
        self,
        text: str,
        *,
        limit: int,
        documents: frozenset[str] | None = None,
        numbers: Sequence[int] | None = None,
    ) -> dict[int, float]:
        """BM25 scores of the *limit* best passages by number, within *documents* or *numbers* where given.

        Passages that share nothing with *text* are left out. Raises IndexFailed.
        """
        query = Query.boolean_query([(Occur.Should, _term(gram)) for gram in sorted(set(grams(text)))])
        filters = []
        if documents is not None:
            filters.append(Query.term_set_query(SCHEMA, "document", sorted(documents)))
        if numbers is not None:
            filters.append(Query.term_set_query(SCHEMA, "number", list(numbers)))
        for among in filters:
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(among, 0.0))]
            )
        with _speaking():
            searcher = self._index.searcher()
            hits = searcher.search(query, limit, count=False).hits
            found = searcher.fast_field_values("number", [address for _, address in hits])
        return {
            int(number): score for number, (score, _) in zip(found, hits, strict=True) if number is not None
        }

    def weights(self, text: str) -> dict[str, float]:
        """The inverse document frequency of each gram of *text*. Raises IndexFailed."""
        with _speaking():
            searcher = self._index.searcher()
            total = searcher.num_docs
            frequencies = {gram: searcher.doc_freq("grams", gram) for gram in set(grams(text))}
        return {g: math.log1p(max(0.0, total - n + 0.5) / (n + 0.5)) for g, n in frequencies.items()}

    def count(self) -> int:
        """How many clause passages it holds."""
        with _speaking():
            return self._index.searcher().num_docs

    def close(self) -> None:
        """Give back tantivy's lock, once its threads have ended."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(ValueError):  # a writer that died has no threads left
                writer.wait_merging_threads()

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=HEAP, num_threads=1)
        return self._writer

    def _add(self, entries: Sequence[Entry]) -> None:
        writer = self._writing()
        for entry in entries:
            if entry.unit == UNIT:
                fields = {
                    "number": entry.number,
                    "document": entry.document_id,
                    "grams": " ".join(grams(entry.text)),
                }
                writer.add_document(tantivy.Document.from_dict(fields, SCHEMA))

    def _commit(self, stamp: str) -> None:
        self._writing().commit()
        self._index.reload()
        self._stamp_file.write_text(stamp, encoding="utf-8")


def _term(gram: str) -> Query:
    return Query.term_query(SCHEMA, "grams", gram, index_option="freq")


@contextmanager
def _speaking() -> Iterator[None]:
    """tantivy's errors, all of them ValueError, and those of its files stop here."""
    try:
        yield
    except (ValueError, OSError) as exc:
        raise IndexFailed(LexicalIndex.name, str(exc)) from exc
