"""Text of page images, offline, by RapidOCR: the extra `ocr`. Slow: seconds a page."""

import importlib.util
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from ingest.readers.pdf_lines import Line

COMMAND = 'pip install "wence[ocr]"'
DPI = 150
_WIDE = re.compile(r"[\u2e80-\uffef]")
_LARGER = 1.2  # times the usual size: a title
_TELLING = 5  # characters from which the width of a line tells its size
_HALF = re.compile(r"(?<=[\u2e80-\uffef])[,:;!?()]|\((?=[\u2e80-\uffef])")
_FULL = str.maketrans(",:;!?()", "，：；！？（）")
_POINTS = 72  # in an inch


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a page, and the mean confidence of their words, 0 to 1."""

    lines: tuple[Line, ...]
    confidence: float


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def recognise(picture: Image.Image, dpi: float) -> Recognised:
    """What can be read in the *picture* of a page, boxes in points from the top left.

    One with more than DPI dots an inch is made smaller: more costs time and reads no better.
    """
    if dpi > DPI * 1.2:
        picture = picture.resize((round(picture.width * DPI / dpi), round(picture.height * DPI / dpi)))
        dpi = DPI
    found = _engine()(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    if found.boxes is None or found.txts is None:
        return Recognised((), 0.0)
    points = _POINTS / dpi
    pieces = sorted(
        (
            _line(box * points, words)
            for box, words in zip(found.boxes, found.txts, strict=True)
            if words.strip()
        ),
        key=lambda line: (line.top, line.left),
    )
    return Recognised(tuple(_levelled(_rows(pieces))), float(sum(found.scores) / len(found.scores)))


@lru_cache(maxsize=1)
def _engine() -> Callable[[Any], Any]:
    from rapidocr import RapidOCR  # its import and its models take seconds

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 2})


def _line(box: Any, words: str) -> Line:
    left, right = (float(f(point[0] for point in box)) for f in (min, max))
    top, bottom = (float(f(point[1] for point in box)) for f in (min, max))
    wide = sum(1.0 if _WIDE.match(character) else 0.5 for character in words)
    # The detector's boxes differ in height; characters of one size are alike in width.
    size = (right - left) / wide if wide >= _TELLING else bottom - top
    return Line(_full_width(words.strip()), left, top, right, bottom, size)


def _full_width(words: str) -> str:
    """Punctuation between Chinese characters as it was printed: the recogniser gives half of it half-width."""
    return _HALF.sub(lambda found: found[0].translate(_FULL), words)


def _rows(pieces: list[Line]) -> list[Line]:
    """Pieces beside each other as one line: the detector breaks lines at wide gaps."""
    rows: list[list[Line]] = []
    for piece in pieces:
        middle = (piece.top + piece.bottom) / 2
        row = next((r for r in reversed(rows[-3:]) if r[0].top < middle < r[0].bottom), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_joined(sorted(row, key=lambda line: line.left)) for row in rows]


def _levelled(lines: list[Line]) -> list[Line]:
    """Lines with the usual size where they differ little from it, or are too short to tell."""
    usual = median(line.size for line in lines) if lines else 1.0
    return [
        replace(line, size=usual) if len(line.text) < _TELLING or line.size < _LARGER * usual else line
        for line in lines
    ]


def _joined(row: list[Line]) -> Line:
    return Line(
        " ".join(piece.text for piece in row),
        row[0].left,
        min(piece.top for piece in row),
        max(piece.right for piece in row),
        max(piece.bottom for piece in row),
        row[0].size,
        len(row) - 1,
    )
