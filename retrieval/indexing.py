"""What the two search indices share: what they are given, what they promise, and how a cut-short write shows."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.model import Unit
from retrieval.interaction.encoder import InteractionEncoder

Floats = npt.NDArray[np.float32]
Progress = Callable[[str, int, int], None]  # stage ("encode", "store", "index", "tokens"), done, total


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored passage as the indices take it; ``number`` names it for good, ``vector`` has unit length."""

    number: int
    document_id: str
    unit: Unit
    text: str
    vector: Floats


class SearchIndex(Protocol):
    """A disposable index. It is current when its stamp is the library's."""

    @property
    def name(self) -> str:
        """What users call it."""

    @property
    def stamp(self) -> str | None:
        """Which state of which library it was last brought to; None before the first time."""

    def is_sound(self, counts: Mapping[Unit, int]) -> bool:
        """Whether it can be searched and holds as many passages of each unit as the library does."""

    def replace(self, document_id: str, entries: Sequence[Entry], stamp: str) -> None:
        """Put *entries* in the place of whatever it held of the document. Raises IndexFailed."""

    def rebuild(self, batches: Iterable[Sequence[Entry]], stamp: str) -> None:
        """Empty it and fill it again. Raises IndexFailed."""

    def close(self) -> None:
        """Release its files."""


class Encoder(Protocol):
    """The part of an embedder that storing and searching need."""

    @property
    def fingerprint(self) -> str:
        """Names model and engine: vectors of equal fingerprints can be compared."""

    @property
    def interaction(self) -> InteractionEncoder:
        """The encoder of single words."""

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> Floats:
        """One vector (d,) of unit length, of a query with the words *beside* behind it."""

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Floats:
        """One vector of unit length per text, (n, d)."""


class WriteMark:
    """A file that exists while an index's files are touched: found at a start, they can't be trusted.

    Chroma writes its graph in place, and a half-written graph can crash the process that opens it; so a folder
    with a mark is thrown away unopened.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mark = folder.with_name(f"{folder.name}.unfinished")

    @property
    def is_there(self) -> bool:
        """Whether a touch was cut short."""
        return self._mark.exists()

    def clear_away(self) -> None:
        """Remove the folder if a touch was cut short; the mark stays until the next one ends well."""
        if self.is_there:
            shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def touching(self) -> Iterator[None]:
        """The mark stands inside, and stays where the block fails or the process dies."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.touch()
        yield
        self._mark.unlink(missing_ok=True)
