"""An encoder that encodes each sentence once and replays it with noise: a large library in minutes, not in hours."""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from retrieval.embedder import Embedder
from retrieval.indexing import Floats
from retrieval.interaction.encoder import InteractionEncoder, PassageTokens, QueryTokens

NOISE = 0.4  # length of what is added to a unit vector
_CONTEXT = re.compile(r"^.*\n|[（(][一二三四五六七八九十]+[）)]|\d")
_WIDTH = 20  # characters: passages within it replay the tokens of one


class ReplayedInteraction(InteractionEncoder):
    """Token vectors of a passage of like length, spread over the text."""

    def __init__(self, inner: InteractionEncoder) -> None:
        self._inner, self.fingerprint = inner, inner.fingerprint
        self._seen: dict[int, PassageTokens] = {}

    def encode_query(self, text: str) -> QueryTokens:
        return self._inner.encode_query(text)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Iterator[PassageTokens]:
        del progress  # quick
        for text in texts:
            length = len(text) // _WIDTH
            if length not in self._seen:
                (self._seen[length],) = self._inner.encode_passages([text])
            tokens = self._seen[length]
            places = np.linspace(0, len(text) - 1, len(tokens.places)).astype(np.int32)
            yield PassageTokens(tokens.vectors, places)


class Replayed:
    """Implements Encoder over *inner*, under its fingerprint: what it fills can be searched with *inner*."""

    def __init__(self, inner: Embedder) -> None:
        self._inner, self.fingerprint = inner, inner.fingerprint
        self.interaction: InteractionEncoder = ReplayedInteraction(inner.interaction)
        self._seen: dict[str, Floats] = {}
        self._draw = np.random.default_rng(0)

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> Floats:
        return self._inner.encode_query(text, beside)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Floats:
        del progress  # quick
        keys = [_CONTEXT.sub("", text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._seen}
        self._seen.update(zip(new, self._inner.encode_passages(list(new.values())), strict=True))
        vectors = np.stack([self._seen[key] for key in keys])
        vectors += self._draw.normal(0, NOISE / np.sqrt(vectors.shape[1]), vectors.shape).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
