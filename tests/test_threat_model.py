"""The threat model names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")


def test_each_line_names_its_tests():
    """A line without a test, or with one that is gone, protects nobody."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| 威胁")]
    named = [re.findall(r"`(tests/[^`]+?\.py)`", line.rsplit("|", 2)[1]) for line in lines]

    assert len(lines) > 15
    assert all(named)
    assert [path for paths in named for path in paths if not (ROOT / path).is_file()] == []
