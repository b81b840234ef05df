"""Damaged and foreign library files are named; metadata and receipts survive storage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Fact, Metadata, Receipt
from retrieval.errors import LibraryDamaged
from retrieval.library import Library
from retrieval.store.records import dump_metadata, dump_receipt, load_metadata, load_receipt
from tests.small_plans import SPORTS, put


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"\xd0\xcf" * 4096, id="another-file"),
        pytest.param(lambda good: good[: len(good) // 3], id="cut-short"),
        pytest.param(lambda good: good[:4096] + b"\xff" * 8192 + good[12288:], id="pages-overwritten"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, damage):
    """A file that is no sound library is refused in words, not opened half."""
    path = tmp_path / "library.sqlite"
    library = Library.open(path)
    put(library, SPORTS)
    library.close()
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(LibraryDamaged, match=r"library\.sqlite.*备份"):
        Library.open(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    """Where the library's folder can't be, opening says so."""
    (tmp_path / "file").write_text("")

    with pytest.raises(LibraryDamaged, match="file"):
        Library.open(tmp_path / "file" / "library.sqlite")


FACTS = st.recursive(
    st.builds(
        Fact,
        value=st.none() | st.text() | st.lists(st.text(), max_size=3).map(tuple),
        quote=st.none() | st.text(),
        start=st.none() | st.integers(0),
        end=st.none() | st.integers(0),
    ),
    lambda facts: st.builds(Fact, value=st.text(), alternatives=st.lists(facts, max_size=2).map(tuple)),
    max_leaves=4,
)


@given(st.builds(Metadata, title=FACTS, issuer=FACTS, addressees=FACTS, date_issued=FACTS))
def test_any_metadata_survives_storage(metadata: Metadata):
    """Whatever a document says of itself is read back the same."""
    assert load_metadata(dump_metadata(metadata)) == metadata


@given(st.builds(Receipt, noise=st.lists(st.text()).map(tuple), warnings=st.lists(st.text()).map(tuple)))
def test_any_receipt_survives_storage(receipt: Receipt):
    """A receipt is read back the same."""
    assert load_receipt(dump_receipt(receipt)) == receipt
