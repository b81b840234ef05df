"""What a plan permits: listed, and weak."""

import pytest

from tests.ledger_rows import row_of, rows_of


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        pytest.param("各校可根据实际情况适当调整课后服务时间。", "可", id="body"),
        pytest.param("学校可以向社会购买配送服务。", "可以", id="may"),
        pytest.param("可适当提高补助标准。", "可", id="nobody-named"),
        pytest.param("边远学校教师可优先申报高级职称。", "可", id="teachers"),
        pytest.param("鼓励有条件的学校延长图书馆开放时间。", "鼓励", id="encouraged"),
        pytest.param("偏远乡镇的学校可提高到每生每天8元。", "可", id="with-a-figure"),
    ],
)
def test_what_is_permitted_is_a_weak_row(words: str, cue: str):
    """A permission binds nobody, and is in the ledger with the word that says so."""
    row = row_of(words)

    assert (row.strength, row.strength_cue) == ("soft", cue)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("建立可持续的经费保障机制。", id="lasting"),
        pytest.param("制定可操作的评价办法。", id="workable"),
        pytest.param("经区教育局验收合格后方可拨付补助资金。", id="only-then"),
        pytest.param("建立群众认可的评议制度。", id="approval"),
        pytest.param("每班可增设座位不超过3个。", id="but-no-more"),
    ],
)
def test_other_words_with_the_same_character_permit_nothing(words: str):
    """可持续 and 认可 are no permissions; 方可 and an upper bound bind."""
    assert [row.strength for row in rows_of(words)] == ["hard"]


def test_a_basis_alone_is_no_permission():
    """What a school may go by leads to what it may do: one row, not two."""
    row = row_of("各校可根据教学需要，对社团场地进行统筹安排。")

    assert row.quote == "各校可根据教学需要，对社团场地进行统筹安排"
