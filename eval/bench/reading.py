"""How long files take that are no plain text, and how much memory: those of a folder, an OFD and a scan made of its PDF."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium

from eval.bench.measure import Measurement, best_cpu_seconds, seconds
from ingest.readers import ocr
from ingest.readers.limits import read_apart
from ingest.readers.worker import read_here

OFFICE = {".docx": "docx", ".pdf": "pdf", ".xlsx": "xlsx", ".html": "html", ".ofd": "ofd"}  # suffix → reader
PAGE = 500  # characters that a printed page of a notice holds
_SCALE = 2  # dots a point of a scan
_PER_LINE = 30
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_PEAK = (  # by the system's own count for this process: getrusage counts what its parent had, too
    "import re, sys; from ingest.readers.worker import read_here; data = sys.stdin.buffer.read();"
    "sys.argv[1] and read_here(data, sys.argv[2], sys.argv[1]);"
    "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
)
File = tuple[str, bytes, str]  # what it is called in the table, its bytes, its reader


def reading_files(folder: Path) -> list[Measurement]:
    """Milliseconds a page, beside the same in a process of its own; the peak of memory, beside a process that reads nothing."""
    empty = _peak("无", b"", "")
    rows = []
    for name, data, format in _files(folder):
        pages = max(1.0, len(read_here(data, name, format).text) / PAGE)
        here = best_cpu_seconds(
            partial(_read, format=format, name=name), [data], turns=1 if format == "image" else 7
        )
        apart = seconds(partial(read_apart, data, name, format))
        rows.append(
            Measurement(
                f"读取 {name}", "毫秒/页", here / pages * 1000, apart / pages * 1000, "在独立进程中（含启动）"
            )
        )
        rows.append(
            Measurement(f"读取 {name} 的内存峰值", "MB", _peak(name, data, format), empty, "什么也不读的进程")
        )
    return rows


def _read(data: bytes, *, format: str, name: str) -> str:
    return read_here(data, name, format).text


def _peak(name: str, data: bytes, format: str) -> float:
    """Megabytes that a process needs that reads one file."""
    command = [sys.executable, "-c", _PEAK, format, name]
    return float(subprocess.run(command, input=data, capture_output=True, check=True).stdout) / 1024


def _files(folder: Path) -> Iterator[File]:
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in OFFICE)
    for path in found:
        yield path.suffix.lower(), path.read_bytes(), OFFICE[path.suffix.lower()]
    for path in (path for path in found if path.suffix.lower() == ".pdf"):
        data = path.read_bytes()
        if not any(other.suffix.lower() == ".ofd" for other in found):
            yield ".ofd", _as_ofd(read_here(data, path.name, "pdf").text.splitlines()), "ofd"
        if ocr.is_installed():
            yield "扫描件（文字识别）", _scan(data), "image"
        return


def _scan(data: bytes) -> bytes:
    """The first page of a PDF as a scanner would make it."""
    buffer = io.BytesIO()
    page = pdfium.PdfDocument(data)[0]
    page.render(scale=_SCALE).to_pil().convert("L").save(buffer, "TIFF", dpi=(72 * _SCALE, 72 * _SCALE))
    return buffer.getvalue()


def _as_ofd(lines: Sequence[str]) -> bytes:
    """*lines* as a page of OFD: a text object for each printed line."""
    pieces = [line[at : at + _PER_LINE] for line in lines for at in range(0, len(line), _PER_LINE)]
    objects = "".join(
        f'<ofd:TextObject ID="{n + 10}" Boundary="20 {20 + 7 * n} 170 6" Font="1" Size="5"><ofd:TextCode X="0" Y="5"'
        f' DeltaX="g {len(words)} 5">{words}</ofd:TextCode></ofd:TextObject>'
        for n, words in enumerate(pieces)
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/Document.xml": f'<ofd:Document {_OFD}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        "D/P.xml": f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
