"""The trained part of the interaction encoder: its upper layers in 8 bits, and its two heads, in one file."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

VECTORS, SALIENCE = "token_vectors", "token_salience"  # what the encoder gives for each token
LAYERS_FILE = Path(__file__).with_name("layers.npz")
_LEVELS, _SCALES = ".levels", ".scales"
_MOST = 127


@dataclass(frozen=True, slots=True)
class RowScaled:
    """A matrix of 8-bit levels, (rows, columns), with one scale a row."""

    levels: np.ndarray
    scales: np.ndarray

    @classmethod
    def of(cls, matrix: np.ndarray) -> "RowScaled":
        """*matrix* (rows, columns) rounded to 255 levels a row."""
        scales = np.maximum(np.abs(matrix).max(axis=1), np.finfo(np.float32).tiny) / _MOST
        return cls(np.rint(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32))

    def dequantise(self) -> np.ndarray:
        """The matrix as float32, (rows, columns)."""
        return self.levels.astype(np.float32) * self.scales[:, None].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Layers:
    """Tuned tensors by their names in the weight file (l6.q.w …), and the heads.

    ``vectors`` also hold "projection.b", (d,), and "salience.w", (hidden,), "salience.b", (1,);
    ``matrices`` also "projection.w", (d, hidden).
    """

    matrices: Mapping[str, RowScaled]
    vectors: Mapping[str, np.ndarray]

    @property
    def dimension(self) -> int:
        """Length of a token's vector."""
        return len(self.vectors["projection.b"])


def read_layers(path: Path = LAYERS_FILE) -> Layers:
    with np.load(path) as file:
        names = [name.removesuffix(_LEVELS) for name in file.files if name.endswith(_LEVELS)]
        matrices = {n: RowScaled(file[n + _LEVELS], file[n + _SCALES]) for n in names}
        vectors = {n: file[n] for n in file.files if not n.endswith((_LEVELS, _SCALES))}
    return Layers(matrices, vectors)


def write_layers(path: Path, matrices: Mapping[str, np.ndarray], vectors: Mapping[str, np.ndarray]) -> None:
    """*matrices* and *vectors* in float32, by name; the matrices lose all but 8 bits."""
    tensors = dict(vectors)
    for name, matrix in matrices.items():
        scaled = RowScaled.of(matrix)
        tensors |= {name + _LEVELS: scaled.levels, name + _SCALES: scaled.scales}
    with zipfile.ZipFile(path, "w") as file:  # np.savez would write the time of day into it
        for name in sorted(tensors):
            with file.open(zipfile.ZipInfo(f"{name}.npy"), "w") as member:
                np.lib.format.write_array(member, np.asarray(tensors[name]), allow_pickle=False)


def layers_hash(path: Path = LAYERS_FILE) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
