"""What every retriever must do. Subclass it, build yours, inherit the tests."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import pytest

from ingest.model import Document
from retrieval.hits import Retriever
from tests.small_plans import BOARDING, READING, SPORTS

DOCUMENTS = (SPORTS, READING, BOARDING)
CLAUSES = sum(len(document.clauses) for document in DOCUMENTS)


class RetrieverContract(ABC):
    """Retriever as its docstring promises it, over three small plans."""

    @abstractmethod
    def build(self, documents: Sequence[Document]) -> Retriever: ...

    @pytest.fixture
    def retriever(self) -> Retriever:
        return self.build(DOCUMENTS)

    def test_best_hit_first(self, retriever: Retriever):
        """Scores never rise down the list."""
        scores = [hit.score for hit in retriever.retrieve("每学期读书", k=20)]

        assert len(scores) > 3
        assert scores == sorted(scores, reverse=True)

    def test_at_most_k(self, retriever: Retriever):
        """Never more hits than asked for, and a smaller k gives the beginning of the same list."""
        hits = retriever.retrieve("学校", k=20)

        assert retriever.retrieve("学校", k=3) == hits[:3]
        assert retriever.retrieve("学校", k=0) == []
        assert len(hits) <= CLAUSES

    def test_each_clause_once(self, retriever: Retriever):
        """A clause is one hit, however many of its sentences match."""
        ids = [hit.clause.id for hit in retriever.retrieve("体育课 体育器材 约谈校长", k=20)]

        assert len(set(ids)) == len(ids)

    def test_hits_are_exact_slices(self, retriever: Retriever):
        """A hit's text and its sentences are what the document says between their offsets."""
        texts = {document.id: document.text for document in DOCUMENTS}
        for hit in retriever.retrieve("经费和藏书", k=20):
            text = texts[hit.document.id]
            assert hit.text == text[hit.clause.start : hit.clause.end]
            assert [s.text for s in hit.sentences] == [text[s.start : s.end] for s in hit.sentences]
            assert all(hit.clause.start <= s.start < s.end <= hit.clause.end for s in hit.sentences)
            assert [s.start for s in hit.sentences] == sorted(s.start for s in hit.sentences)

    def test_only_from_the_scope(self, retriever: Retriever):
        """A scope keeps other documents out, even where they answer better."""
        hits = retriever.retrieve("体育器材专项经费", k=20, documents=frozenset({READING.id}))

        assert {hit.document.id for hit in hits} == {READING.id}
        assert retriever.retrieve("体育课", k=20, documents=frozenset()) == []
        assert retriever.retrieve("体育课", k=20, documents=frozenset({"unknown"})) == []

    def test_same_question_same_hits(self, retriever: Retriever):
        """Searching changes nothing: asked again, the answer is equal to the last bit."""
        assert retriever.retrieve("生活教师", k=10) == retriever.retrieve("生活教师", k=10)

    def test_the_answer_is_found(self, retriever: Retriever):
        """A question in other words than the plan's finds the clause that answers it."""
        best = retriever.retrieve("买体育用品的钱一年给多少", k=1)[0]

        assert (best.document.title, best.clause.label) == (SPORTS.title, "二、")

    @pytest.mark.parametrize("query", ["", "   ", "\n", "。？", "zzz", "鱻" * 3000, "\x00", '"AND" (NOT *'])
    def test_odd_queries_are_survived(self, retriever: Retriever, query: str):
        """Nothing that a user can type breaks a search."""
        assert len(retriever.retrieve(query, k=3)) <= 3
