"""What a row is about, as the sheet prints it under 事项: a thing, without figures, bodies and modals."""

import pytest

from app.words.ledger import bodies_words, figure_words
from tests.ledger_rows import rows_of


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        pytest.param("新增学位1620个。", "学位", id="without-its-figure"),
        pytest.param("全区校际差异系数降至0.35以下。", "全区校际差异系数", id="without-what-is-asked"),
        pytest.param("七年级起始班额不得超过45人。", "七年级起始班额", id="what-may-not-exceed"),
        pytest.param("不得以任何理由超员。", "以任何理由超员", id="reason-is-one-word"),
        pytest.param("白名单由区教育局每年7月公布一次。", "白名单", id="without-by-whom"),
        pytest.param("每季度召开一次调度会。", "调度会", id="without-how-often"),
        pytest.param("6月底前将报名汇总表报区教育局。", "报名汇总表", id="what-is-reported"),
        pytest.param("于5月15日前报局基教科。", None, id="to-whom-is-no-subject"),
        pytest.param(
            "成立以主要负责人为组长的领导小组。", "以主要负责人为组长的领导小组", id="负责-inside-a-word"
        ),
        pytest.param("教育综合实力进入全市第一方阵。", "教育综合实力", id="力-inside-a-word"),
        pytest.param("县级财政对购置校车的学校按车价的30%给予补助。", "购置校车的学校", id="whom-it-helps"),
        pytest.param("资助资金一律通过社会保障卡发放。", "资助资金", id="verb-inside-a-name"),
        pytest.param("鼓励聘请非遗传承人参与。", "聘请非遗传承人参与", id="与-inside-a-word"),
        pytest.param("将学习、教研融为一体。", "学习、教研", id="list-before-its-verb"),
        pytest.param("县财政对困难学生免除学费。", "学费", id="object"),
    ],
)
def test_what_a_row_is_about(words, subject):
    """The subject is a thing that can be named, else nobody would look it up."""
    assert rows_of(words)[0].subject == subject


def test_an_object_is_not_cut_inside_a_word():
    """A long list ends behind one of its parts."""
    parts = [f"“第{n}号立体品质提升行动”" for n in ("一", "二", "三", "四")]
    (row,) = rows_of(f"实施{'、'.join(parts)}。")
    assert row.subject == "、".join(parts[:2])


def test_bullets_are_no_words():
    """A dash before an item of a list is not part of what it says."""
    rows = rows_of("分三年推进：\n- 2024年建成24所；\n- 2025年建成36所。\n")
    assert [row.quote for row in rows] == ["2024年建成24所", "2025年建成36所"]
    assert all(row.subject is None for row in rows)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("延时托管最晚到18:40。", "≤18:40", id="at-the-latest"),
        pytest.param("冬季结束时间不早于17:30。", "≥17:30", id="not-before"),
    ],
)
def test_times_of_the_day_are_shown_as_clocks(words, shown):
    """18:40 is no 18.6667."""
    (row,) = rows_of(words)
    metric = row.metrics[0]
    assert (
        figure_words(
            {
                "value": metric.value,
                "unit": metric.unit,
                "comparator": metric.comparator,
                "max": metric.max,
                "raw": metric.raw,
            }
        )
        == shown
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param(
            "改造食堂3个。（牵头单位：区教育局；配合单位：区财政局、各街道）",
            "牵头：区教育局；配合：区财政局、各街道",
            id="who-leads-and-who-assists",
        ),
        pytest.param("改造食堂3个。（责任单位：区教育局、区财政局）", "区教育局、区财政局", id="alike"),
        pytest.param("由区教育局制定方案。", "区教育局", id="one"),
        pytest.param("改造食堂3个。", "", id="nobody"),
    ],
)
def test_memos_tell_who_leads(words, shown):
    """Where bodies have different parts the printed ledger says which."""
    (row,) = rows_of(words)
    assert bodies_words({"responsible": row.responsible, "roles": row.roles}) == shown
