"""The difference between two versions on the page: what changed is marked, and no word of a document is markup."""

from app.ui.difference_view import AROUND, difference_html, version_line

LONG = "甲" * 100


def place(clause: str, text: str = "") -> dict:
    return {"clause": clause, "text": text}


def found(**groups: list) -> dict:
    empty: dict = {"changed": [], "added": [], "removed": [], "moved": [], "unchanged": 4}
    return empty | {"old": {"version": 1}, "new": {"version": 3}} | groups


def change(old: str, new: str, *pieces: tuple[str, str]) -> dict:
    return {
        "old": place(old),
        "new": place(new),
        "renumbered": old != new,
        "pieces": [{"kind": kind, "text": text} for kind, text in pieces],
    }


def test_additions_and_deletions_are_marked():
    """What was taken out and what was put in are elements of their own, in the order of the text."""
    pieces = [("same", "覆盖率达到"), ("removed", "90%"), ("added", "95%"), ("same", "。")]

    page = difference_html(found(changed=[change("一、", "二、", *pieces)]))

    assert "覆盖率达到<del>90%</del><ins>95%</ins>。" in page
    assert "一、 → 二、" in page
    assert "改动 1 条，新增 0 条，删除 0 条，改号 0 条，未变 4 条" in page


def test_words_far_from_a_change_are_cut():
    """Unchanged words are shown next to a change only; changed ones in full."""
    page = difference_html(
        found(changed=[change("一、", "一、", ("same", LONG), ("added", LONG), ("same", LONG))])
    )

    assert f"<ins>{LONG}</ins>" in page
    assert page.count("甲") == len(LONG) + 2 * AROUND
    assert page.count("……") == 2


def test_added_and_removed_clauses_are_shown_in_full():
    """Each with its address and its words, marked as what they are."""
    page = difference_html(found(added=[place("三、", "新设岗位。")], removed=[place("四、", "每周一次。")]))

    assert "<ins>新设岗位。</ins>" in page
    assert "<del>每周一次。</del>" in page
    assert page.index("新增") < page.index("三、") < page.index("四、")


def test_no_word_of_a_document_is_markup():
    """Tags in clauses, their labels and pieces are shown as they are printed."""
    hostile = "<img src=x>"
    page = difference_html(
        found(
            changed=[change(hostile, hostile, ("same", hostile), ("added", hostile))],
            added=[place(hostile, hostile)],
            moved=[{"old": place(hostile), "new": place("一、")}],
        )
    )

    assert "<img" not in page
    assert page.count("&lt;img") == 6


def test_two_versions_alike_say_so():
    """Where no clause differs the page says that, rather than nothing."""
    assert "没有不同" in difference_html(found())


def test_the_current_version_is_named():
    """A line tells number, day, size and file; only the current one is called so."""
    version = {"version": 2, "added_at": "2025-03-01T11:00:00+00:00", "clauses": 12, "file_name": "修订.txt"}

    assert version_line(version, 2) == "第 2 版（现行）　2025-03-01 导入　12 条　修订.txt"
    assert "现行" not in version_line(version, 3)
