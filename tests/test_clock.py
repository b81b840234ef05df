"""A clock that jumps puts nothing out of order: what was written later is later."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.store.marks import Mark, standing
from tests.small_plans import SPORTS, plan, put


@pytest.mark.parametrize("said", ["1970-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00"])
def test_versions_come_in_the_order_of_writing(tmp_path: Path, said: str):
    """Whatever time the first version claims, the second is the current one and the third follows it."""
    path = tmp_path / "library.sqlite"
    with closing(Library.open(path)) as library:
        put(library, SPORTS)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE versions SET added_at = ?", (said,))
        raw.commit()
    revisions = [plan(SPORTS.metadata.plan_title.value, [f"每天{n}节体育课。"]) for n in (2, 3)]
    with closing(Library.open(path)) as library:
        stored = [put(library, revision).version for revision in revisions]
        versions = library.versions(SPORTS.id)

        assert stored == [2, 3]
        assert [one.version for one in versions] == [1, 2, 3]
        assert library.text(SPORTS.id) == revisions[-1].text


def test_the_mark_that_was_made_last_counts(tmp_path: Path):
    """Even where the clock went back in between."""
    first = Mark(SPORTS.id, "row", "clause", 1, "", 0, 0, "todo", "", "甲", "2099-01-01T00:00:00+00:00")
    second = replace(first, state="done", made_at="2024-01-01T00:00:00+00:00")
    with closing(Library.open(tmp_path / "library.sqlite")) as library:
        put(library, SPORTS)
        for mark in (first, second):
            library.marks.add(mark)

        assert standing(library.marks.entries(SPORTS.id)) == [second]
