"""A cross-encoder over the best hits: any sentence-transformers CrossEncoder by name or path, off unless set."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.errors import ModelUnavailable
from retrieval.fusion import z_scores
from retrieval.hits import Hit, Retriever
from retrieval.models.folder import require_there

if TYPE_CHECKING:  # its import takes seconds, so that only opening a model pays for it
    from sentence_transformers import CrossEncoder

_NEXT = "请检查 WENCE_RERANKER：应为本机模型文件夹，或能从模型站点下载的名称；不设置该项则不做重排"
RERANKED = 10  # hits whose sentences are read together with the question
_SENTENCE, _CLAUSE = 3.0, 3.0  # weights beside the scores of the search


class PairScorer(Protocol):
    def score(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each of *texts* answers *query*; higher is better, comparable within one call."""


class CrossEncoderScorer:
    """A CrossEncoder. Safe to share between threads."""

    def __init__(self, model: "CrossEncoder") -> None:
        self._model, self._turn = model, threading.Lock()

    def score(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        with self._turn:
            scores = self._model.predict([(query, text) for text in texts], show_progress_bar=False)
        return [float(score) for score in scores]


class Reranked:
    """A retriever whose best hits are put in order anew. Implements Retriever."""

    def __init__(self, inner: Retriever, scorer: PairScorer) -> None:
        self._inner, self._scorer = inner, scorer

    def retrieve(self, query: str, k: int, documents: frozenset[str] | None = None) -> list[Hit]:
        hits = self._inner.retrieve(query, max(k, RERANKED) if k else 0, documents)
        best, rest = hits[:RERANKED], hits[RERANKED:]
        ordered = sorted(self._scored(query, best), key=lambda hit: -hit.score)
        return [*ordered, *_below(rest, ordered)][:k]

    def _scored(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        texts = [sentence.text for hit in hits for sentence in hit.sentences]
        if not texts:
            return list(hits)
        scores = iter(z_scores(np.array(self._scorer.score(query, texts))).tolist())
        return [_with(hit, [next(scores) for _ in hit.sentences]) for hit in hits]


def open_reranker(name: str) -> CrossEncoderScorer:
    """The CrossEncoder with this name or path. Raises ModelUnavailable."""
    require_there(name, _NEXT)
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoderScorer(CrossEncoder(name, device="cpu", num_labels=1))
    except Exception as exc:  # whatever the model's own code, its files or the hub's client raise
        first_line = (str(exc).splitlines() or [""])[0][:200]
        raise ModelUnavailable(
            name,
            f"加载失败（{type(exc).__name__}：{first_line}）",
            _NEXT,
        ) from exc


def _with(hit: Hit, scores: Sequence[float]) -> Hit:
    sentences = tuple(
        replace(sentence, score=sentence.score + _SENTENCE * score)
        for sentence, score in zip(hit.sentences, scores, strict=True)
    )
    return replace(hit, score=hit.score + _CLAUSE * max(scores, default=0.0), sentences=sentences)


def _below(rest: Sequence[Hit], ordered: Sequence[Hit]) -> list[Hit]:
    """*rest* as it was, never above what was put in order."""
    lowest = ordered[-1].score if ordered else 0.0
    return [replace(hit, score=min(hit.score, lowest)) for hit in rest]
