"""The difference between two versions: every clause in one group, every changed word at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.changed_words import Piece
from ingest.clauses import parse_clauses
from ingest.differences import Difference, Edition, compare
from ingest.model import Clause
from ingest.own_words import own_words

OLD = (
    "临湖区课后服务方案\n"
    "一、工作目标\n（一）到2026年，课后服务覆盖率达到90%。\n（二）每校配备1名专职辅导员。\n"
    "二、工作措施\n（一）每周服务不少于3天，每天不少于2小时。\n（二）区财政每年安排专项经费120万元。\n"
    "三、工作要求\n各校应当在开学前公布课程表。严禁借课后服务讲授新课。\n"
)


def edition(text: str) -> Edition:
    return Edition(text, parse_clauses(text).clauses)


def difference(old: str, new: str) -> Difference:
    return compare(edition(old), edition(new))


def summary(found: Difference) -> dict[str, list]:
    """The groups that hold something, by what people call the clauses."""
    groups = {
        "added": [clause.reference for clause in found.added],
        "removed": [clause.reference for clause in found.removed],
        "changed": [(change.old.reference, change.new.reference) for change in found.changed],
        "moved": [(move.old.reference, move.new.reference) for move in found.moved],
    }
    return {name: group for name, group in groups.items() if group}


def words(text: str) -> str:
    return "".join(text.split())


def own(text: str, clause: Clause) -> str:
    """A clause's own words, its label apart."""
    runs = own_words(text, parse_clauses(text).clauses)[clause.id]
    return words("".join(run.of(text) for run in runs))[len(words(clause.label)) :]


def without(pieces: tuple[Piece, ...], kind: str, old: str, new: str) -> str:
    """The words of the pieces less those of *kind*: less the added ones, the old words; less the removed, the new."""
    taken = [(p.old, old) if kind == "added" else (p.new, new) for p in pieces if p.kind != kind]
    return words("".join(span.of(text) for span, text in taken if span))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("90%", "95%", {"changed": [("一、（一）", "一、（一）")]}, id="a-number"),
        pytest.param("临湖区课后", "临湖区中小学课后", {"changed": [("标题", "标题")]}, id="the-title"),
        pytest.param("一、工作目标", "一、主要目标", {"changed": [("一、", "一、")]}, id="a-heading"),
        pytest.param(
            "（二）每校配备1名专职辅导员。\n", "", {"removed": ["一、（二）"]}, id="the-last-sibling-removed"
        ),
        pytest.param(
            "（一）每周服务不少于3天，每天不少于2小时。\n（二）",
            "（一）",
            {"removed": ["二、（一）"], "moved": [("二、（二）", "二、（一）")]},
            id="removed-and-the-next-renumbered",
        ),
        pytest.param(
            "（二）区财政",
            "（二）新建示范校20所。\n（三）区财政",
            {"added": ["二、（二）"], "moved": [("二、（二）", "二、（三）")]},
            id="put-in-before-another",
        ),
        pytest.param(
            "三、工作要求",
            "三、保障机制\n建立联席会议制度。\n四、工作要求",
            {"added": ["三、"], "moved": [("三、", "四、")]},
            id="a-chapter-put-in",
        ),
        pytest.param(
            "三、工作要求\n各校应当在开学前公布",
            "三、保障机制\n建立联席会议制度。\n四、工作要求\n各校应当在放假前公布",
            {"added": ["三、"], "changed": [("三、", "四、")]},
            id="renumbered-and-reworded",
        ),
        pytest.param(
            "（二）区财政每年安排专项经费120万元。",
            "（二）定期通报食堂检查的结果。",
            {"changed": [("二、（二）", "二、（二）")]},
            id="other-words-under-the-same-number",
        ),
        pytest.param("\n二、", "\n\n  二、", {}, id="white-space"),
    ],
)
def test_changes_are_told_clause_by_clause(before: str, after: str, expected: dict):
    """What was added, removed, reworded and renumbered is named; the rest of the clauses is not."""
    found = difference(OLD, _once(OLD, before, after))

    assert summary(found) == expected
    assert found.is_empty == (not expected)


def _once(text: str, before: str, after: str) -> str:
    assert before in text
    head, _, tail = text.rpartition(before)
    return head + after + tail


def test_the_words_that_changed_are_marked_at_their_places():
    """A number is one word; what stays between two changes is shown as the same; offsets are those of both texts."""
    new = _once(_once(OLD, "90%", "95%"), "课程表。", "课程表和食谱。")
    shown = [
        [(p.kind, p.old.of(OLD) if p.old else None, p.new.of(new) if p.new else None) for p in change.pieces]
        for change in difference(OLD, new).changed
    ]

    assert shown == [
        [
            ("same", "到2026年，课后服务覆盖率达到", "到2026年，课后服务覆盖率达到"),
            ("removed", "90%", None),
            ("added", None, "95%"),
            ("same", "。", "。"),
        ],
        [
            ("same", "工作要求\n各校应当在开学前公布课程表", "工作要求\n各校应当在开学前公布课程表"),
            ("added", None, "和食谱"),
            ("same", "。严禁借课后服务讲授新课。", "。严禁借课后服务讲授新课。"),
        ],
    ]


def test_a_change_in_a_sub_clause_is_not_its_parents():
    """Only a clause's own words count: the chapter around a changed clause is unchanged."""
    found = difference(OLD, _once(OLD, "120万元", "150万元"))

    assert summary(found) == {"changed": [("二、（二）", "二、（二）")]}
    assert found.unchanged == len(edition(OLD).clauses) - 1


def test_clauses_that_say_the_same_thing_keep_their_order():
    """Where several clauses have the same words, each is matched once."""
    old = "方案\n一、甲\n（一）由教育局负责。\n二、乙\n（一）由教育局负责。\n"
    new = "方案\n一、丙\n（一）由财政局牵头，每年拨付。\n二、甲\n（一）由教育局负责。\n三、乙\n（一）由教育局负责。\n"

    found = difference(old, new)

    assert [(m.old.reference, m.new.reference) for m in found.moved] == [
        ("一、", "二、"),
        ("二、", "三、"),
        ("一、（一）", "三、（一）"),
    ]
    assert [clause.reference for clause in found.added] == ["一、", "一、（一）"]


LINES = st.sampled_from(
    [
        "一、总体目标", "二、主要任务", "三、保障措施", "（一）每校配备1名专职教师。", "（一）每校配备2名专职教师。",
        "（二）区财政每年安排经费100万元。", "（三）由区教育局负责。", "1.每学期检查一次；", "2.每学期检查两次；",
        "各校应当公布结果。", "严禁挤占体育课。", "  ", "附件：任务清单", "打印本页",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


@given(TEXTS, TEXTS)
def test_every_clause_is_in_exactly_one_group(old: str, new: str):
    """Both versions are accounted for clause by clause, and no clause is matched twice."""
    before, after = edition(old), edition(new)

    found = compare(before, after)

    pairs = [*found.changed, *found.moved]
    gone = [c.id for c in found.removed] + [pair.old.id for pair in pairs]
    came = [c.id for c in found.added] + [pair.new.id for pair in pairs]
    assert len(gone) + found.unchanged == len(before.clauses)
    assert len(came) + found.unchanged == len(after.clauses)
    assert len(set(gone)) == len(gone)
    assert len(set(came)) == len(came)
    rest = {c.id for c in before.clauses} - set(gone)
    assert rest == {c.id for c in after.clauses} - set(came)


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_change_give_both_texts_back(old: str, new: str):
    """Less what was added they are the old words, less what was removed the new ones; and they differ."""
    for change in difference(old, new).changed:
        before = without(change.pieces, "added", old, new)
        after = without(change.pieces, "removed", old, new)

        assert before != after
        assert before == own(old, change.old)
        assert after == own(new, change.new)
        for piece in change.pieces:
            if piece.old and piece.new:
                assert words(piece.old.of(old)) == words(piece.new.of(new))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str):
    """Identical texts: nothing changed, and every clause is counted."""
    found = difference(text, text)

    assert found.is_empty
    assert found.unchanged == len(edition(text).clauses)


@given(TEXTS, TEXTS)
def test_the_way_back_undoes_what_was_added_and_removed(old: str, new: str):
    """Compared the other way round, the same number of clauses stay as they are."""
    assert difference(old, new).unchanged == difference(new, old).unchanged
