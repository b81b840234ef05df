"""The converted encoder in onnxruntime: texts to token states, without torch, whose import takes seconds."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from retrieval.e5_convert import MODEL_FILE
from retrieval.e5_tokenizer import PROMPTS, E5Tokenizer

Floats = npt.NDArray[np.float32]


class OnnxEncoder:
    """Tokenizer and int8 encoder of one model folder. Safe to share between threads.

    Each text runs by itself, unpadded, on one core, as many at a time as there are cores. So the vector of a
    text does not depend on the texts it was encoded with (int8 scales are taken over a whole run), and no
    work goes into padding.
    """

    def __init__(self, folder: Path) -> None:
        self._tokenizer = E5Tokenizer(folder)
        self._session = open_session(str(folder / MODEL_FILE))
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="encoder")
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The token ids of each text."""
        return self._tokenizer.encode(texts)

    def states(self, ids: Sequence[Sequence[int]]) -> list[Floats]:
        """The last hidden states of each text, (tokens, hidden)."""
        return list(self._each(self._run, ids))

    def encode_query(self, text: str) -> Floats:
        """The unit vector of one query, (d,)."""
        return self._pooled(self.tokens([PROMPTS["query"] + text])[0])

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of *texts*, (n, d)."""
        ids = self.tokens([PROMPTS["passage"] + text for text in texts])
        return np.stack(list(self._each(self._pooled, ids)))

    def _each(
        self, encode: Callable[[Sequence[int]], Floats], ids: Sequence[Sequence[int]]
    ) -> Iterator[Floats]:
        return map(encode, ids) if len(ids) == 1 else self._pool.map(encode, ids)

    def _run(self, ids: Sequence[int]) -> Floats:
        return encode_tokens(self._session, np.array(ids, np.int64))

    def _pooled(self, ids: Sequence[int]) -> Floats:
        mean = self._run(ids).mean(axis=0)
        return mean / np.linalg.norm(mean)


def open_session(model: str | bytes) -> onnxruntime.InferenceSession:
    """Load an encoder to run on one core a call. Raises onnxruntime's exceptions when the file is damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def encode_tokens(session: onnxruntime.InferenceSession, ids: np.ndarray) -> Floats:
    """The last hidden states of one text, (tokens, hidden)."""
    batch = ids[None]
    (states,) = session.run(None, {"input_ids": batch, "attention_mask": np.ones_like(batch)})
    return states[0]
