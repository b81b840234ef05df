"""What others do, over the same documents, questions and embedding model: fixed chunks, BM25 alone, vectors alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval.corpus import Corpus, unit_of
from eval.metrics import Place
from eval.ranking import Unit
from eval.recording import Record
from eval.scoring import cited_places
from eval.table_of_rankings import DEEPEST, Rank, Ranked, measured
from retrieval.fusion import Scores, z_scores
from retrieval.grams import grams
from retrieval.indexing import Encoder, Floats

CHUNK, OVERLAP = 500, 50  # characters, as the tutorials have it
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pool:
    """Units that can be found, the text that stands for each, and its vector (n, d)."""

    units: tuple[Unit, ...]
    vectors: Floats
    words: bm25s.BM25

    @classmethod
    def of(cls, units: Sequence[Unit], texts: Sequence[str], encoder: Encoder) -> "Pool":
        words = bm25s.BM25()
        words.index([grams(text) for text in texts], show_progress=False)
        return cls(tuple(units), encoder.encode_passages(texts), words)

    def dense(self, vector: Floats) -> Scores:
        """Cosine to the query's *vector*, one a unit."""
        return self.vectors @ vector

    def lexical(self, query: str) -> Scores:
        """BM25 over single characters and pairs, one a unit."""
        return np.asarray(self.words.get_scores(grams(query)))

    def best(self, scores: Scores) -> tuple[Unit, ...]:
        """The units with the highest *scores*, best first; equal ones in document order."""
        return tuple(self.units[n] for n in np.argsort(-scores, kind="stable")[:DEEPEST])


def measure_baselines(
    corpus: Corpus, records: Sequence[Record], encoder: Encoder, progress: Progress
) -> list[Ranked]:
    """Every way of ranking over the questions of a run, ours last; all get the question made standalone by ours."""
    texts = corpus.texts
    golds = [record.question.places(texts) for record in records]
    queries = [str(record.reply["standalone_question"]) for record in records]
    chunks, clauses = chunk_pool(corpus, encoder), clause_pool(corpus, encoder)
    ways = [
        *_ways(f"通行做法：{CHUNK} 字切块", chunks, queries, encoder),
        *_ways("按条款，带标题路径", clauses, queries, encoder),
        *_ours(corpus, records, queries),
    ]
    return [measured(name, golds, _counted(rank, name, len(golds), progress)) for name, rank in ways]


def chunk_pool(corpus: Corpus, encoder: Encoder) -> Pool:
    """The documents cut as LangChain's tutorials cut them."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    units, texts = [], []
    for document in corpus.documents:
        for chunk in splitter.create_documents([document.text]):
            start, words = chunk.metadata["start_index"], chunk.page_content
            units.append((Place(document.file_name, start, start + len(words)),))
            texts.append(words)
    return Pool.of(units, texts, encoder)


def clause_pool(corpus: Corpus, encoder: Encoder) -> Pool:
    """The own words of each clause; title and heading path stand before the text that is searched."""
    passages = [(d, p) for d in corpus.documents for p in d.passages if p.unit == "clause"]
    units = [(Place(document.file_name, p.start, p.end),) for document, p in passages]
    return Pool.of(units, [p.text for _, p in passages], encoder)


def _ways(name: str, pool: Pool, queries: Sequence[str], encoder: Encoder) -> list[tuple[str, Rank]]:
    def dense(n: int) -> Scores:
        return pool.dense(encoder.encode_query(queries[n]))

    def lexical(n: int) -> Scores:
        return pool.lexical(queries[n])

    return [
        (f"{name}，仅向量", lambda n: pool.best(dense(n))),
        (f"{name}，仅 BM25", lambda n: pool.best(lexical(n))),
        (f"{name}，向量 + BM25", lambda n: pool.best(z_scores(dense(n)) + z_scores(lexical(n)))),
    ]


def _ours(corpus: Corpus, records: Sequence[Record], queries: Sequence[str]) -> list[tuple[str, Rank]]:
    def searched(n: int) -> list[Unit]:
        return [unit_of(hit) for hit in corpus.shelf.retriever.retrieve(queries[n], DEEPEST)]

    return [
        ("问策：检索", searched),
        ("问策：理解问题后的检索", lambda n: records[n].found),
        ("问策：回答所引的原文", lambda n: [(place,) for place in cited_places(records[n].reply)]),
    ]


def _counted(rank: Rank, name: str, total: int, progress: Progress) -> Rank:
    def counted(n: int) -> Sequence[Unit]:
        progress(name, n + 1, total)
        return rank(n)

    return counted
