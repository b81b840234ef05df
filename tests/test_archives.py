"""ZIP archives: each document by its own name, nothing outside, nothing too large."""

import io
import zipfile

import pytest

from ingest.archives import is_archive, left_out, members_of
from ingest.errors import UnreadableFile
from tests.office_files import plan_as_docx, plan_as_text, zipped

TEXT = plan_as_text().encode()


def test_documents_are_taken_by_their_own_names():
    """Folders, paths that climb out, system leftovers and other kinds of files make no difference."""
    data = zipped(
        **{
            "计划/方案.txt": TEXT,
            "../../etc/要点.md": TEXT,
            "C:\\temp\\表.docx": plan_as_docx(),
            "__MACOSX/._方案.txt": b"x",
            "~$方案.docx": b"x",
            "图片.gif": b"x",
        }
    )

    assert [member.name for member in members_of(data, "a.zip")] == ["方案.txt", "表.docx", "要点.md"]
    assert left_out(data, "a.zip") == ["图片.gif"]
    assert is_archive("A.ZIP")
    assert not is_archive("a.docx")


def test_names_in_gbk_are_read():
    """Windows writes Chinese names in GBK and does not say so: the same bytes as another name in code page 437."""
    plain = b"aaaaaaaa.txt"
    data = zipped(**{plain.decode(): TEXT}).replace(plain, "通知方案.txt".encode("gbk"))

    assert [member.name for member in members_of(data, "a.zip")] == ["通知方案.txt"]


def test_names_in_utf_8_are_read_though_nothing_says_so():
    """As macOS writes them."""
    plain, name = b"aaaaaaaaaaaaaaaa", "通知方案.txt".encode()
    data = zipped(**{plain.decode(): TEXT}).replace(plain, name)

    assert [member.name for member in members_of(data, "a.zip")] == ["通知方案.txt"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(zipped(**{"a.exe": b"MZ"}), "没有可导入的文件", id="nothing-to-read"),
        pytest.param(zipped(**{"a.txt": TEXT})[:200], "压缩结构已损坏", id="cut-off"),
        pytest.param(b"PK\x03\x04", "压缩结构已损坏", id="no-archive"),
        pytest.param(zipped(**{"a.txt": b"0" * 60_000_000}), "疑似压缩炸弹", id="bomb"),
    ],
)
def test_a_bad_archive_is_refused(data: bytes, says: str):
    """The message says what is wrong with the archive."""
    with pytest.raises(UnreadableFile, match=says):
        list(members_of(data, "a.zip"))


def test_a_member_that_lies_about_its_size_is_refused():
    """The list of the archive says a kilobyte, the member unpacks to a hundred megabytes: no more than said is read."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("方案.txt", b"0" * 40_000_000)
        info = archive.infolist()[0]
        info.file_size = 1000  # written into the list at the end
    (member,) = members_of(buffer.getvalue(), "a.zip")

    assert "「方案.txt」：它在压缩包里已损坏" in str(member.problem)
    assert member.data == b""


def test_an_archive_with_a_password_is_refused():
    """The flag of a member says that it is encrypted."""
    data = bytearray(zipped(**{"a.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1

    with pytest.raises(UnreadableFile, match="设有密码"):
        list(members_of(bytes(data), "a.zip"))


def test_an_archive_in_an_archive_is_left_out():
    """Only documents are taken: a bomb of archives inside each other is never unpacked."""
    data = zipped(**{"内.zip": zipped(**{"方案.txt": TEXT}), "外.txt": TEXT})

    assert [member.name for member in members_of(data, "a.zip")] == ["外.txt"]


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_named_and_keeps_no_other_out(packing: int):
    """Bytes that were changed inside are found by their checksum, however they are packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        archive.writestr("二.txt", TEXT)
        archive.writestr("一.txt", TEXT)
    data = bytearray(buffer.getvalue())
    at = data.index("二.txt".encode()) + 20
    data[at : at + 10] = bytes(byte ^ 0xFF for byte in data[at : at + 10])

    whole, damaged = members_of(bytes(data), "a.zip")

    assert (whole.name, whole.data, whole.problem) == ("一.txt", TEXT, None)
    assert "无法读取文件「二.txt」：它在压缩包里已损坏" in str(damaged.problem)
