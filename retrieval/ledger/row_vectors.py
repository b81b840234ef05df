"""Vectors of the ledger's rows, made by the library's embedder and kept while the process runs."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from retrieval.indexing import Floats

KEPT = 20_000  # vectors of 384 numbers: 30 MB


class RowVectors:
    """Encodes texts once. May be used from several threads."""

    def __init__(self, encode: Callable[[Sequence[str]], Floats]) -> None:
        self._encode, self._lock = encode, Lock()
        self._known: OrderedDict[str, Floats] = OrderedDict()

    def of(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of *texts*, (n, d)."""
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._known]
            if missing:
                self._known |= zip(missing, self._encode(missing), strict=True)
            for text in texts:
                self._known.move_to_end(text)
            found = np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, 1), np.float32)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return found
