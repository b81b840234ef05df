"""Files that are damaged, hostile or empty: each a clear error, never a hang and never half a document."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.layout import Layout, layout_of, plain_layout
from ingest.readers import read
from ingest.readers.builder import TextBuilder
from ingest.readers.grid import Grid, GridCell
from ingest.readers.limits import read_apart
from ingest.readers.worker import read_here
from tests.office_files import (
    ROWS,
    plan_as_docx,
    plan_as_ofd,
    plan_as_pdf,
    plan_as_text,
    saved,
    table_document,
    xlsx,
    zipped,
)
from tests.test_ocr import as_image, pictures
from tests.test_task_tables import as_xls

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else chr(0)};" * 10}">'.replace("a\0", "a") for n in range(9))
    + "]><w:document>&a8;</w:document>"
)
HTML = f"<html><body><div>{plan_as_text()}</div></body></html>".encode()


def replaced(data: bytes, member: str, content: str) -> bytes:
    """The container *data* with another *member*."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return buffer.getvalue()


def drawn(pages: int, **options: object) -> bytes:
    """A PDF of pages without text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, **options)
    for _ in range(pages):
        canvas.rect(100, 100, 50, 50)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def empty_book() -> bytes:
    buffer = io.BytesIO()
    xlsxwriter.Workbook(buffer, {"in_memory": True}).close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        pytest.param("a.docx", lambda: b"", "文件是空的", id="no-bytes"),
        pytest.param("a.docx", lambda: plan_as_docx()[:3000], "压缩结构已损坏", id="docx-cut-off"),
        pytest.param(
            "a.docx", lambda: zipped(**{"word/document.xml": "<x"}), "内部结构不完整", id="docx-without-parts"
        ),
        pytest.param(
            "a.docx",
            lambda: replaced(plan_as_docx(), "word/document.xml", "<w:document>"),
            "已损坏",
            id="docx-bad-xml",
        ),
        pytest.param(
            "a.docx", lambda: replaced(plan_as_docx(), "word/document.xml", BOMB), "已损坏", id="xml-bomb"
        ),
        pytest.param(
            "a.docx",
            lambda: zipped(**{"word/document.xml": b"0" * 60_000_000}),
            "疑似压缩炸弹",
            id="zip-bomb",
        ),
        pytest.param("a.docx", lambda: saved(docx.Document()), "没有文字", id="docx-empty"),
        pytest.param(
            "a.docx",
            lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
            "设有打开密码",
            id="docx-encrypted",
        ),
        pytest.param(
            "a.docx", lambda: zipped(**{"ppt/slide1.xml": "x"}), "PowerPoint", id="slides-named-docx"
        ),
        pytest.param(
            "a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "旧版 Word", id="doc-damaged"
        ),
        pytest.param(
            "a.wps", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片已损坏", id="picture-named-wps"
        ),
        pytest.param("a.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 99, "PDF 已损坏", id="pdf-damaged"),
        pytest.param("a.pdf", lambda: drawn(3), "共 3 页，各页都没有文字", id="pdf-blank"),
        pytest.param(
            "a.pdf",
            lambda: drawn(1, encrypt=StandardEncryption("secret")),
            "设有打开密码",
            id="pdf-encrypted",
        ),
        pytest.param("a.xlsx", empty_book, "表格里没有文字", id="xlsx-empty"),
        pytest.param("a.xlsx", lambda: xlsx()[:2000], "压缩结构已损坏", id="xlsx-cut-off"),
        pytest.param("a.csv", lambda: b"1,2\n\xff" * 40, "编码", id="csv-no-text"),
        pytest.param(
            "a.html", lambda: b"<html><body><script>x</script></body></html>", "没有文字", id="page-empty"
        ),
        pytest.param("a.ofd", lambda: zipped(**{"OFD.xml": "<x/>"}), "OFD", id="ofd-damaged"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name: str, make: Callable[[], bytes], says: str):
    """The message names the file, what is wrong with it and what to do, within seconds."""
    begin = time.monotonic()
    with pytest.raises(UnreadableFile, match=says) as caught:
        read(make(), name)

    assert name in str(caught.value)
    assert any(word in str(caught.value) for word in ("重新", "导入"))
    assert time.monotonic() - begin < 60


def test_a_reader_that_hangs_is_stopped():
    """A file that keeps the reader silent for too long is refused, and the process is gone."""
    with pytest.raises(UnreadableFile, match="时间上限"):
        read_apart(plan_as_pdf(), "慢.pdf", "pdf", seconds=0.01)


def test_what_a_library_prints_or_raises_stays_in_the_worker():
    """A reader that isn't there is an error of that file, like any other that the worker meets."""
    with pytest.raises(UnreadableFile, match="ModuleNotFoundError"):
        read_apart(b"x", "a.xyz", "nothing")


def test_the_worker_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file that takes over the program that reads it finds no key of a model there."""
    told = tmp_path / "told"
    script = f"import os, pathlib\npathlib.Path({str(told)!r}).write_text('\\n'.join(os.environ))\n"
    (tmp_path / "sitecustomize.py").write_text(script)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("WENCE_LLM_API_KEY", "s3cr3t")
    read_apart(plan_as_docx(), "方案.docx", "docx")

    names = told.read_text().splitlines()
    assert "PATH" in names
    assert "WENCE_LLM_API_KEY" not in names


SAMPLES = {
    "docx": plan_as_docx(),
    "xlsx": xlsx(),
    "pdf": plan_as_pdf(table=ROWS),
    "html": HTML,
    "ofd": plan_as_ofd(),
    "csv_table": "序号,任务\n1,建校\n".encode("gb18030"),
    "xls": as_xls(),
    "tiff": as_image("TIFF", dpi=(144, 144))(pictures()),
}


def mutated(data: bytes, rng: random.Random) -> bytes:
    """*data* with some bytes changed, cut out or doubled."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        at = rng.randrange(len(changed))
        kind = rng.random()
        if kind < 0.7:
            changed[at] = rng.randrange(256)
        elif kind < 0.85:
            del changed[at : at + rng.randint(1, 200)]
        else:
            changed[at:at] = changed[at : at + rng.randint(1, 200)]
        if not changed:
            return b"\0"
    return bytes(changed)


def fuzz(name: str, seconds: float) -> int:
    """Read mutants for some time, each in a process of its own; return how many."""
    rng, tried, end = random.Random(name), 0, time.monotonic() + seconds
    while time.monotonic() < end or not tried:
        suffix = {"csv_table": "csv"}.get(name, name)
        tried += 1
        try:
            reading = read(mutated(SAMPLES[name], rng), f"a.{suffix}")
        except UnreadableFile:
            continue
        check(reading.text, reading.layout)
    return tried


def check(text: str, layout: Layout) -> None:
    """What every reading must be: words, and a layout whose places lie in the text in order."""
    assert text.strip()
    assert list(layout.pages) == sorted(layout.pages)
    assert all(0 <= start <= len(text) for start in layout.pages)
    for table in layout.tables:
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
    assert layout_of(plain_layout(layout)) == layout


@pytest.mark.parametrize("name", SAMPLES)
def test_flipped_bytes_give_a_reading_or_an_error(name: str):
    """Damage anywhere never does more than make a file unreadable."""
    assert fuzz(name, 2) >= 1


@pytest.mark.soak
@pytest.mark.parametrize("name", SAMPLES)
def test_flipped_bytes_for_minutes(name: str):
    """The same for two minutes a format."""
    assert fuzz(name, 120) > 10


WORDS = st.text(alphabet="一二三、（）1234.任务责任单位：；。教育局\n\t ", max_size=12)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_table_becomes_lines_with_its_cells(rows: list[list[str]]):
    """Every cell with words stands in the text, but for names above nothing, and the layout finds each where it stands."""
    document = table_document([[*row, *[""] * (5 - len(row))] for row in rows])
    try:
        reading = read_here(saved(document), "a.docx", "docx")
    except UnreadableFile:
        assert not any("".join(row).strip() for row in rows)
        return
    check(reading.text, reading.layout)
    flat = "".join(reading.text.split())

    missing = [[words for words in row if "".join(words.split()) not in flat] for row in rows]

    # A name of a column that holds nothing (备注) need not be said, where others of its row are.
    assert sum(map(bool, missing)) <= 1
    assert all(2 * len(lost) <= 5 for lost in missing)


@pytest.mark.parametrize("below", [[], ["1"], ["1", "2", "3"]], ids=len)
def test_the_names_of_a_blank_form_are_kept(below: list[str]):
    """A form to fill in has nothing below its names, or numbers alone."""
    names = ["序号", "学校", "项目负责人", "联系电话"]
    document = table_document([names, *([number, "", "", ""] for number in below), [""] * 4])

    text = read_here(saved(document), "a.docx", "docx").text

    assert all(word in text for word in (*names, *below))


@given(
    st.lists(st.tuples(*[st.integers(0, 6)] * 2, *[st.integers(1, 4)] * 2, WORDS), max_size=12), st.booleans()
)
def test_any_grid_becomes_lines(places: list[tuple[int, int, int, int, str]], labelled: bool):
    """Cells that overlap, as damaged files have them, still make a text with places in it."""
    builder = TextBuilder(labelled=labelled)
    builder.line("表")
    builder.table(Grid(tuple(GridCell(r, c, " ".join(w.split()), h, b) for r, c, h, b, w in places)))
    reading = builder.reading()

    check(reading.text, reading.layout)
