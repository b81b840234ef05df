"""Bytes to canonical text."""

import codecs
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.layout import Reading
from ingest.readers import SUPPORTED, read

NOTICE = (
    "临川湖区教育局关于做好2024年秋季学期开学工作的通知\r\n"
    "各中小学：\r\n一、开学时间\r\n2024年9月1日统一开学，报到率不低于98%。\r\n二、联系人\r\n王老师，电话0000-1234567。\r\n"
)
SENTENCES = st.text(
    alphabet=st.sampled_from(
        "各中小学要在二〇二四年九月前完成改造任务，共12所；经费300万元（含配套）。\n 　“一校一案”"
    ),
    min_size=30,
    max_size=300,
).filter(lambda text: bool(text.strip()))


def packed(*names: str) -> bytes:
    """A ZIP container with these members, as Office files are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<xml/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(NOTICE.encode("utf-8"), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + NOTICE.encode("utf-8"), id="utf-8-bom"),
        pytest.param(NOTICE.encode("gb18030"), id="gb18030"),
        pytest.param(NOTICE.encode("gbk"), id="gbk"),
        pytest.param(codecs.BOM_UTF16_LE + NOTICE.encode("utf-16-le"), id="utf-16-le-bom"),
        pytest.param(codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be"), id="utf-16-be-bom"),
        pytest.param(NOTICE.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(NOTICE.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(codecs.BOM_UTF32_LE + NOTICE.encode("utf-32-le"), id="utf-32-le-bom"),
    ],
)
@pytest.mark.parametrize("name", ["通知.txt", "通知.MD"])
def test_every_encoding_gives_the_same_text(data: bytes, name: str):
    """The canonical text is the decoded file without its mark: line ends stay as they are."""
    assert read(data, name) == Reading(NOTICE)


def test_traditional_characters_in_gb18030_are_no_mojibake():
    """Rare characters alone don't make a file unreadable."""
    text = "各級學校應於每年六月底前報送設備採購辦法執行情況,由教育部門彙總。"

    assert read(text.encode("gb18030"), "說明.txt").text == text


@given(SENTENCES, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_what_was_encoded_is_read_back(text: str, encoding: str):
    """Any Chinese text comes back as it was written, whatever the encoding."""
    assert read(text.encode(encoding), "要点.txt").text == text


@given(st.binary(max_size=400))
def test_bytes_are_read_or_refused(data: bytes):
    """Any bytes give a text, or an error that a user can act on; never another failure."""
    try:
        said = read(data, "a.txt").text
    except UnreadableFile as error:
        said = str(error)

    assert said.strip()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "文件是空的", id="empty"),
        pytest.param("\ufeff \r\n\u3000".encode(), "只有空白", id="blank"),
        pytest.param(packed("word/document.xml"), r"Word 文件（\.docx）", id="docx"),
        pytest.param(packed("xl/workbook.xml"), r"Excel 文件（\.xlsx）", id="xlsx"),
        pytest.param(packed("OFD.xml"), "OFD 文件", id="ofd"),
        pytest.param(packed("a.txt"), "ZIP 压缩包", id="zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "旧版 Office 文件", id="doc"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF 文件", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 16, "PNG 图片", id="png"),
        pytest.param(b"<!DOCTYPE html>\n<html><body>x</body></html>", "网页（HTML）", id="html"),
        pytest.param("通知".encode() + b"\0\0" + "正文内容".encode(), "空字符", id="nul"),
        pytest.param(bytes(range(1, 9)) * 20, "控制字符", id="controls"),
        pytest.param(NOTICE.encode("utf-8")[:-1] + b"\xe4\xb8", "编码", id="cut-off-utf-8"),
        pytest.param(codecs.BOM_UTF8 + b"\xe4\xb8", "已损坏", id="damaged-after-bom"),
        pytest.param(
            NOTICE.encode("utf-8")[:9] + b"\xff" + NOTICE.encode("utf-8"), "编码", id="damaged-utf-8"
        ),
    ],
)
def test_a_file_that_is_no_text_is_named_for_what_it_is(data: bytes, says: str):
    """A wrong suffix, an empty or a damaged file: the message says which file, what is wrong and what to do."""
    with pytest.raises(UnreadableFile, match=says) as caught:
        read(data, "计划.txt")

    assert "计划.txt" in str(caught.value)
    assert "重新" in str(caught.value) or "检查" in str(caught.value)


@pytest.mark.parametrize("name", ["计划.pptx", "计划.rtf", "计划", "计划.txt.exe"])
def test_other_formats_are_refused_with_the_ones_we_take(name: str):
    """A suffix without a reader is refused, and the message lists those that have one."""
    with pytest.raises(UnsupportedFormat, match=r"\.txt、\.md") as caught:
        read(b"text", name)

    assert name in str(caught.value)
    assert {".txt", ".md", ".html", ".docx", ".doc", ".wps", ".pdf", ".xlsx", ".csv", ".ofd"} <= set(
        SUPPORTED
    )
