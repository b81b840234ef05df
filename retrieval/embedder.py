"""Text to vectors: by the embedded model, or by any sentence-transformers model by name or path."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.interaction.encoder import InteractionEncoder, open_interaction
from retrieval.models.e5_convert import Progress, converted_model, engine_fingerprint
from retrieval.models.named_model import open_named

Floats = npt.NDArray[np.float32]
_SLAB = 64  # passages between two calls of the progress callback


class TextModel(Protocol):
    """What turns texts into unit vectors of ``dimension`` numbers; safe to share between threads."""

    dimension: int

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> Floats: ...

    def encode_passages(self, texts: Sequence[str]) -> Floats: ...


class Embedder:
    """A model that turns queries and passages into unit vectors, with the encoder of single words beside it.

    Safe to share between threads.
    """

    def __init__(self, model: TextModel, fingerprint: str, interaction: InteractionEncoder) -> None:
        self._model = model
        self.interaction = interaction
        self.fingerprint = fingerprint
        self.dimension = model.dimension

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> Floats:
        """The unit vector of one query, (d,), with the words *beside* behind it."""
        return self._model.encode_query(text, beside)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Floats:
        """The unit vectors of *texts*, (n, d). Calls *progress* with (passages done, all)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _SLAB):
            slab = texts[start : start + _SLAB]
            vectors[start : start + len(slab)] = self._model.encode_passages(slab)
            if progress:
                progress(start + len(slab), len(texts))
        return vectors


def open_embedder(name: str | None, models: Path, progress: Progress | None = None) -> Embedder:
    """The embedded model (*name* None; converted into *models* first when missing), or the
    sentence-transformers model with this name or path, with its own prompts. Raises ModelUnavailable.
    """
    if name is not None:
        model = open_named(name)
        return Embedder(model, model.fingerprint, open_interaction(models, progress))
    from retrieval.models.lower_half import LowerHalf  # and with it onnxruntime: only who opens pays for it
    from retrieval.models.onnx_encoder import OnnxEncoder

    folder = converted_model(models, progress)
    lower = LowerHalf(folder)
    interaction = open_interaction(models, progress, lower=lower)
    return Embedder(OnnxEncoder(folder, lower), engine_fingerprint(), interaction)
