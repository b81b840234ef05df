"""The examples that are no plain text: what a reader finds in each, and that nothing of them is copied."""

import re

import pytest

from ingest.pipeline import read_document
from tests.make_examples import FOLDER

LABELS = {
    "09": "一、 二、 （一） 1. 2. （二） 1. 2. 三、 （一） （二） 附件 1. 2.",
    "10": "一、 二、 三、 四、 任务：采购照明设备 任务：安装验收",
    "11": "一、 1. 2. 二、 3. 4. 三、 5.",
    "12": "1. 2. 3. 4.",
}
COPIED = 24  # characters from which a common run counts as copied


@pytest.mark.parametrize("number", LABELS)
def test_an_office_example_has_its_clauses(number: str, shared):
    """Every label is a clause, every character has an owner, and no run stands in the development corpus."""
    path = next(FOLDER.glob(f"{number}*"))
    document = read_document(path.read_bytes(), path.name)
    corpus = "".join(re.sub(r"\W", "", f.read_text("utf-8")) for f in (shared / "corpus").glob("*.txt"))
    letters = re.sub(r"\W", "", document.text)

    assert [c.label for c in document.clauses if c.level > 0] == LABELS[number].split()
    assert document.receipt.unowned == 0
    assert document.receipt.tables == (number != "11")
    assert not [n for n in range(len(letters) - COPIED) if letters[n : n + COPIED] in corpus]
