"""Files that are not what their names say, or break their format's rules, are read as far as they go."""

import io
import quopri
import zipfile
from collections.abc import Callable

import pytest

from ingest.errors import UnreadableFile
from ingest.readers import read
from tests.office_files import (
    PLAN,
    ROWS,
    TITLE,
    plan_as_docx,
    plan_as_text,
    saved,
    table_document,
)
from tests.test_office_readers import EXPECTED, PAGE, tree


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        pytest.param("a.doc", plan_as_docx, "Word 文件", id="docx-named-doc"),
        pytest.param("a.doc", lambda: plan_as_text().encode(), "纯文本", id="text-named-doc"),
        pytest.param("a.docx", lambda: plan_as_text().encode("gb18030"), "纯文本", id="text-named-docx"),
        pytest.param(
            "a.wps", lambda: f"<html><p>{plan_as_text()}</p></html>".encode(), "网页", id="page-named-wps"
        ),
    ],
)
def test_a_mislabelled_file_is_read_as_what_it_is(name: str, make: Callable[[], bytes], says: str):
    """The reader goes by the content, and the receipt says that the name is wrong."""
    reading = read(make(), name)

    assert PLAN[0][1] in reading.text
    assert says in reading.layout.warnings[0]


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        pytest.param(
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
            b' Target="NULL"/></Relationships>',
            id="link-to-a-missing-part",
        ),
        pytest.param(
            "word/document.xml",
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            id="strict-names",
        ),
    ],
)
def test_containers_that_break_the_rules_are_read(member: str, old: bytes, new: bytes):
    """What Word and WPS open, we open."""
    assert tree(read(changed(plan_as_docx(), member, old, new), "方案.docx")) == EXPECTED


@pytest.mark.parametrize("columns", ["x", "-1", "999999999999"])
def test_a_table_that_skips_columns_without_sense_is_read(columns: str):
    """Its words are there all the same, in no longer a time."""
    skipped = f'<w:tr><w:trPr><w:gridBefore w:val="{columns}"/></w:trPr>'.encode()
    data = changed(saved(table_document()), "word/document.xml", b"<w:tr>", skipped)

    assert ROWS[1][2] in read(data, "任务.docx").text


def changed(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The container with *old* replaced in one of its members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == member else content)
    return buffer.getvalue()


def test_a_page_with_broken_bytes_is_read():
    """A few bytes that are no character don't cost the page."""
    data = PAGE.encode("gb18030").replace("每天".encode("gb18030"), b"\xff\xff", 1)

    assert "二、任务分工" in read(data, "通知.html").text


def test_macros_are_neither_run_nor_read():
    """A .docm is read for its text, with a warning."""
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = changed(
        plan_as_docx(),
        "[Content_Types].xml",
        plain,
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    reading = read(buffer.getvalue(), "方案.docm")

    assert TITLE in reading.text
    assert "宏" in reading.layout.dropped
    assert any("宏没有运行" in words for words in reading.layout.warnings)


SAVED = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html; charset="gb2312"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n--B\r\nContent-Type: image/gif\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nR0lGODlh\r\n--B--"
)


@pytest.mark.parametrize("name", ["方案.mht", "方案.mhtml", "方案.doc"])
def test_a_page_saved_whole_is_read_as_the_page(name: str):
    """Browsers write .mht; Word writes the same under the name .doc."""
    page = "<html><p>" + "</p><p>".join(plan_as_text().splitlines()) + "</p></html>"
    reading = read(SAVED % quopri.encodestring(page.encode("gb18030")), name)

    assert tree(reading) == EXPECTED
    assert ("MHTML" in "".join(reading.layout.warnings)) == name.endswith(".doc")


def test_a_message_without_a_page_is_told():
    """Pictures alone are no page."""
    data = SAVED.replace(b"text/html", b"image/png") % b"x"

    with pytest.raises(UnreadableFile, match="没有网页正文"):
        read(data, "a.mht")
