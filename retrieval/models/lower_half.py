"""The half of the encoder that vectors of passages and vectors of tokens have in common, and its tokenizer."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from retrieval.models.e5_convert import LOWER_FILE
from retrieval.models.e5_tokenizer import E5Tokenizer

Floats = npt.NDArray[np.float32]
KEPT = 64  # questions, and words beside them, whose states are held for whoever asks next: 2 MB


class LowerHalf:
    """Token ids to states half way up. Safe to share between threads.

    Both encoders ask for the same question, mostly at the same time: it is run once, whoever comes second waits for it.
    """

    def __init__(self, folder: Path) -> None:
        self.tokenizer = E5Tokenizer(folder)
        self._session = open_session(str(folder / LOWER_FILE))
        self._kept: OrderedDict[tuple[int, ...], Future[Floats]] = OrderedDict()
        self._keeping = threading.Lock()

    def states(self, ids: Sequence[int]) -> Floats:
        """The states of one text, (1, tokens, hidden)."""
        batch = np.array([ids], np.int64)
        (states,) = self._session.run(None, {"input_ids": batch})
        found: Floats = states
        return found

    def states_of_question(self, ids: Sequence[int]) -> Floats:
        """The same of a question; not to be written to."""
        key = tuple(ids)
        with self._keeping:
            known = self._kept.get(key)
            states = known or self._kept.setdefault(key, Future())
            self._kept.move_to_end(key)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        if known is None:
            try:
                states.set_result(self.states(ids))
            except BaseException as error:
                self._kept.pop(key, None)
                states.set_exception(error)
        return states.result()


def open_session(model: str | bytes) -> onnxruntime.InferenceSession:
    """Load an encoder to run on one core a call. Raises onnxruntime's exceptions when the file is damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
