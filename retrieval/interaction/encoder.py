"""Text to token vectors, by the interaction encoder in onnxruntime. Safe to share between threads."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from retrieval.cores import behind_questions
from retrieval.interaction.layers import SALIENCE, VECTORS
from retrieval.interaction.model import interaction_fingerprint, interaction_folder
from retrieval.models.e5_convert import MODEL_FILE, Progress, converted_model
from retrieval.models.e5_tokenizer import PROMPTS

if TYPE_CHECKING:
    from retrieval.models.lower_half import LowerHalf

Floats = npt.NDArray[np.float32]
_ENDS = slice(1, -1)  # without the marks of start and end
_SLAB = 64  # passages between two calls of the progress callback


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """A question's tokens: ``vectors`` (n, d) of unit length, ``weights`` (n,) that add up to 1."""

    vectors: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """A passage's tokens: ``vectors`` (n, d) of unit length; ``places`` (n,), the character in whose midst each
    stands, negative for the prompt's."""

    vectors: Floats
    places: npt.NDArray[np.int32]


class InteractionEncoder:
    """Token vectors of questions and passages."""

    def __init__(self, folder: Path, lower: "LowerHalf") -> None:
        from retrieval.models.lower_half import (
            open_session,  # and with it onnxruntime: only who opens pays for it
        )

        self._lower = lower
        self._session = open_session(str(folder / MODEL_FILE))
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, "interaction", behind_questions)
        self.fingerprint = interaction_fingerprint()

    def encode_query(self, text: str) -> QueryTokens:
        (ids,) = self._lower.tokenizer.encode([PROMPTS["query"] + text])
        vectors, salience = self._upper(self._lower.states_of_question(ids))
        return QueryTokens(vectors, salience / salience.sum())

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Iterator[PassageTokens]:
        """The tokens of each text. Calls *progress* with (passages done, all)."""
        for start in range(0, len(texts), _SLAB):
            slab = texts[start : start + _SLAB]
            yield from self._pool.map(self._encode_passage, slab)
            if progress:
                progress(start + len(slab), len(texts))

    def _encode_passage(self, text: str) -> PassageTokens:
        prompt = PROMPTS["passage"]
        ids, places = self._lower.tokenizer.encode_placed(prompt + text)
        vectors, _ = self._upper(self._lower.states(ids))
        return PassageTokens(vectors[_ENDS], np.array(places[_ENDS], np.int32) - len(prompt))

    def _upper(self, states: Floats) -> tuple[Floats, Floats]:
        vectors, salience = self._session.run([VECTORS, SALIENCE], {"states": states})
        return vectors[0], salience[0, :, 0]


def open_interaction(
    models: Path, progress: Progress | None = None, *, lower: "LowerHalf | None" = None
) -> InteractionEncoder:
    """The interaction encoder, converted into *models* first when it isn't there; *lower* where it is open already.

    Raises ModelUnavailable.
    """
    from retrieval.models.lower_half import LowerHalf

    lower = lower or LowerHalf(converted_model(models, progress))
    return InteractionEncoder(interaction_folder(models, progress), lower)
