"""The converted encoder in onnxruntime: texts to token states, without torch, whose import takes seconds."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.cores import behind_questions
from retrieval.models.e5_convert import MODEL_FILE
from retrieval.models.e5_tokenizer import PROMPTS
from retrieval.models.lower_half import LowerHalf, open_session

Floats = npt.NDArray[np.float32]


class OnnxEncoder:
    """Tokenizer and int8 encoder of one model folder. Safe to share between threads.

    Each text runs by itself, unpadded, on one core, as many at a time as there are cores. So the vector of a
    text does not depend on the texts it was encoded with (int8 scales are taken over a whole run), and no
    work goes into padding.
    """

    def __init__(self, folder: Path, lower: LowerHalf | None = None) -> None:
        """*lower* is that of the folder, where somebody has it open already."""
        self._lower = lower or LowerHalf(folder)
        self._session = open_session(str(folder / MODEL_FILE))
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, "encoder", behind_questions)
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The token ids of each text."""
        return self._lower.tokenizer.encode(texts)

    def states(self, ids: Sequence[Sequence[int]]) -> list[Floats]:
        """The last hidden states of each text, (tokens, hidden)."""
        return list(self._each(self._run, ids))

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> Floats:
        """The unit vector of one query, (d,), with the words *beside* behind it.

        Query and words meet in the upper half only: below, what others ask of the same query need not be done again.
        """
        (ids,) = self.tokens([PROMPTS["query"] + text])
        if not beside:
            return _pooled(self._upper(self._lower.states_of_question(ids)))
        (words,) = self.tokens([" ".join(beside)])
        behind = self._lower.states_of_question(words)[
            :, 1:
        ]  # while somebody else may be busy with the query
        before = self._lower.states_of_question(ids)[:, :-1]
        return _pooled(self._upper(np.concatenate([before, behind], axis=1)))

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of *texts*, (n, d)."""
        ids = self.tokens([PROMPTS["passage"] + text for text in texts])
        return np.stack(list(self._each(lambda one: _pooled(self._run(one)), ids)))

    def _each(
        self, encode: Callable[[Sequence[int]], Floats], ids: Sequence[Sequence[int]]
    ) -> Iterator[Floats]:
        return map(encode, ids) if len(ids) == 1 else self._pool.map(encode, ids)

    def _run(self, ids: Sequence[int]) -> Floats:
        return self._upper(self._lower.states(ids))

    def _upper(self, states: Floats) -> Floats:
        (last,) = self._session.run(None, {"states": states})
        found: Floats = last[0]
        return found


def _pooled(states: Floats) -> Floats:
    """The unit vector of the mean of *states* (tokens, hidden)."""
    mean = states.mean(axis=0)
    unit: Floats = mean / np.linalg.norm(mean)
    return unit
