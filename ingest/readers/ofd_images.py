"""The pictures on the pages of an OFD file: a scan has nothing else."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from xml.etree.ElementTree import Element

import ofdkit
from ofdkit.package import Package
from PIL import Image

MOST_PIXELS = 12_000_000  # of a page that is drawn
_MM = 25.4  # in an inch

Box = tuple[float, float, float, float]  # left, top, width, height in millimetres


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture of the container, and where it stands on its page."""

    name: str
    box: Box


class Pictures:
    """The pictures of one file. Raises OFDError where its parts can't be read."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._files = dict(_files(self._package))

    def of(self, page: ofdkit.Page) -> list[Placed]:
        """Those that stand on *page* itself, in the order in which they are painted."""
        if page.location is None:
            return []
        root = self._package.read_xml(page.location)
        found = (
            (node, _numbers(node.get("Boundary"))) for node in root.iter() if _name(node) == "ImageObject"
        )
        return [
            Placed(name, (box[0], box[1], box[2], box[3]))
            for node, box in found
            if len(box) == 4 and box[2] > 0 and box[3] > 0
            if (name := self._files.get((node.get("ResourceID") or "").strip()))
        ]

    def strokes(self, page: ofdkit.Page) -> int:
        """How many shapes are drawn on *page*: where there is no text, they may be its characters."""
        if page.location is None:
            return 0
        return sum(_name(node) == "PathObject" for node in self._package.read_xml(page.location).iter())

    def drawn(self, page: ofdkit.Page, dpi: float) -> Image.Image:
        """*page* with its pictures and nothing else. Raises OSError where one of them can't be read."""
        left, top, width, height = page.box
        dots = min(dpi / _MM, sqrt(MOST_PIXELS / max(1.0, width * height)))
        sheet = Image.new("RGB", (max(1, round(width * dots)), max(1, round(height * dots))), "white")
        for placed in self.of(page):
            with Image.open(io.BytesIO(self._package.read(placed.name))) as picture:
                size = (max(1, round(placed.box[2] * dots)), max(1, round(placed.box[3] * dots)))
                at = (round((placed.box[0] - left) * dots), round((placed.box[1] - top) * dots))
                fitted = picture.convert("RGBA").resize(
                    (min(size[0], sheet.width), min(size[1], sheet.height))
                )
                sheet.paste(fitted, at, fitted)
        return sheet


def covered(pictures: list[Placed], page: ofdkit.Page) -> float:
    """The share of *page* under the largest of *pictures*."""
    return max((p.box[2] * p.box[3] for p in pictures), default=0.0) / max(1.0, page.width * page.height)


def _files(package: Package) -> Iterator[tuple[str, str]]:
    """The id of each picture and the name of its part, by the lists of resources."""
    for name in package.names:
        if not name.lower().endswith("res.xml"):
            continue
        root = package.read_xml(name)
        base = (root.get("BaseLoc") or "").strip("/")
        for media in (node for node in root.iter() if _name(node) == "MultiMedia"):
            said = next((node.text or "" for node in media if _name(node) == "MediaFile"), "").strip()
            places = (f"{base}/{said}" if base else said, said)
            file = next(filter(None, (package.resolve(name, place) for place in places)), None)
            if file is not None and media.get("ID"):
                yield media.get("ID", "").strip(), file


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _numbers(words: str | None) -> list[float]:
    try:
        return [float(word) for word in (words or "").split()]
    except ValueError:
        return []
