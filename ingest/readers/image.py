"""Pictures of pages, as scanners and phones make them: one page a frame, read by text recognition."""

import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers import ocr
from ingest.readers.paged import DAMAGED, MOST_PAGES, Page, reading_of
from ingest.readers.pdf_flow import PageLines

MOST_PIXELS = 80_000_000  # of one picture: A3 at 600 dpi has 70 million
_PAPER = 11.7  # inches of the longer side of A4, which a picture is taken to show where it doesn't say
_LEAST_DPI, _MOST_DPI = 97, 1200  # screens have up to 96: programs that know nothing write that


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of a picture file, and its dots an inch."""

    image: Image.Image
    number: int
    dpi: float

    def picture(self) -> Image.Image:
        """Its dots, upright and in colours. Raises OSError where they are damaged."""
        self.image.seek(self.number)
        upright = ImageOps.exif_transpose(self.image)
        flat = upright.convert("RGBA") if "transparency" in upright.info else upright
        if flat.mode in ("RGBA", "LA"):  # a transparent ground is white paper
            paper = Image.new("RGBA", flat.size, "white")
            paper.alpha_composite(flat.convert("RGBA"))
            flat = paper
        return flat.convert("RGB")


def read(data: bytes, file_name: str, progress: Callable[[int, int], None]) -> Reading:
    """*progress* is told pages. Raises UnreadableFile where it is damaged, too large, or no page has text."""
    try:
        frames = frames_of(data)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableFile(file_name, "图片已损坏或不完整", "请重新扫描或下载后导入") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        why = f"图片超过 {MOST_PIXELS // 1_000_000} 百万像素"
        raise UnreadableFile(file_name, why, "请以 300 dpi 以下重新扫描后导入") from error
    pages = []
    for frame in frames[:MOST_PAGES]:
        pages.append(_page(frame))
        progress(len(pages), len(frames))
    return reading_of(pages, file_name, len(frames))


def frames_of(data: bytes) -> Sequence[Frame]:
    """The pages of a picture file. Raises OSError where it is none, DecompressionBombWarning where it is too large."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(data))
        return [Frame(image, at, _dpi(frame)) for at, frame in enumerate(ImageSequence.Iterator(image))]


def _dpi(image: Image.Image) -> float:
    """As the file says, where that can be true; else as if it showed a whole sheet of A4."""
    said = image.info.get("dpi", (0, 0))[0]
    longer, shorter = max(image.size), min(image.size)
    likely = longer / _PAPER
    if _LEAST_DPI < float(said) <= _MOST_DPI and 0.3 < likely / float(said) < 3:
        return float(said)
    return max(1.0, likely if longer < 3 * shorter else shorter / 8.3)


def _page(frame: Frame) -> Page:
    try:
        picture = frame.picture()
    except (OSError, ValueError, SyntaxError):
        return Page(PageLines((), 1.0), (), notes=(DAMAGED,))
    if not ocr.is_installed():
        return Page(PageLines((), 1.0), (), scanned=True)
    seen = ocr.recognise(picture, frame.dpi)
    return Page(PageLines(seen.lines, picture.height * 72 / frame.dpi), (), confidence=seen.confidence)
