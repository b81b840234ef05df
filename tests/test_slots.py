"""What a question asks for: the slot, by its words, and the values that fill it."""

import pytest

from retrieval.questions.slot_nouns import joined_slots
from retrieval.questions.slots import NAME, Asked, asked_slot, holds
from tests.test_question import ask


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        pytest.param("一个学生拨多少钱", Asked("amount"), id="amount"),
        pytest.param("补助几百块", Asked("amount"), id="amount-spoken"),
        pytest.param("专家的报酬是多少", Asked("amount"), id="pay"),
        pytest.param("引进名师给多少安家费", Asked("amount"), id="allowance-by-its-name"),
        pytest.param("兴趣班一个月最多收多少", Asked("amount"), id="fee"),
        pytest.param("小规模学校的经费按多少人算", Asked("count", "人"), id="money-by-heads-is-no-amount"),
        pytest.param("覆盖率要达到多少", Asked("percentage"), id="percentage"),
        pytest.param("校长每学期听几节课", Asked("count", "节"), id="count-with-unit"),
        pytest.param("要配几台电脑", Asked("count", "台"), id="count-of-machines"),
        pytest.param("例会多久开一次", Asked("frequency"), id="frequency"),
        pytest.param("最迟到哪一年完成", Asked("date"), id="deadline"),
        pytest.param("几天内公示", Asked("date", "天"), id="days"),
        pytest.param("这事归哪个科管", Asked("body"), id="body"),
        pytest.param("谁负总责", Asked("person"), id="person"),
        pytest.param("文号是多少", Asked("document_number"), id="document-number"),
        pytest.param("“双网双师”是什么意思", Asked("definition"), id="definition"),
        pytest.param("有哪些措施", Asked("list"), id="list"),
        pytest.param("方案分几个阶段", Asked("list", "阶段"), id="steps-are-listed"),
        pytest.param("要建立哪几项制度", Asked("list"), id="which-ones-is-no-count"),
        pytest.param("周末能补课吗", Asked("yes_no"), id="yes-no"),
        pytest.param("老师也得带几个学生吗", Asked("yes_no"), id="some-is-no-count"),
        pytest.param("家长咋投诉", Asked("how"), id="how"),
        pytest.param("为什么要轮岗", Asked("why"), id="why"),
        pytest.param("重点看什么？", Asked("open"), id="what-is-no-yes-no"),
        pytest.param("检查完了要干嘛", Asked("open"), id="what-for-is-no-yes-no"),
        pytest.param("谁能告诉我班主任有没有补贴", Asked("yes_no"), id="who-can-tell-me"),
        pytest.param("有人知道要配几台电脑吗", Asked("count", "台"), id="does-anyone-know"),
        pytest.param("教育局局长是谁", Asked("person", NAME), id="name-of-who-holds-a-post"),
        pytest.param("校长叫什么名字", Asked("person", NAME), id="name"),
        pytest.param("合作项目叫什么名字", Asked("person"), id="name-of-a-thing"),
        pytest.param("校长是谁来考核", Asked("body"), id="who-judges-is-no-name"),
        pytest.param("组长是谁", Asked("person"), id="who-leads-may-be-a-post"),
        pytest.param("新校区投资多少", Asked("amount"), id="investment"),
    ],
)
def test_slot(words: str, asked: Asked):
    """The slot and its unit are read from plain and official wording alike."""
    assert asked_slot(words) == asked


@pytest.mark.parametrize(
    ("asked", "text", "held"),
    [
        pytest.param(Asked("amount"), "每年安排300万元", True, id="amount"),
        pytest.param(Asked("amount"), "加大经费投入", False, id="no-amount"),
        pytest.param(Asked("amount"), "对低保家庭免收费用", True, id="free-of-charge"),
        pytest.param(Asked("percentage"), "达到百分之八十五", True, id="percentage-in-words"),
        pytest.param(Asked("percentage"), "逐步提高比例", False, id="no-percentage"),
        pytest.param(Asked("count", "台"), "每百名学生１２台", True, id="full-width-figure"),
        pytest.param(Asked("count", "台"), "建成12所", False, id="another-unit"),
        pytest.param(Asked("count", "个"), "思想、学业、身心三个方面", True, id="things"),
        pytest.param(Asked("count"), "进一步统一标准", False, id="characters-that-are-no-number"),
        pytest.param(
            Asked("count"), "参照2023年的标准，五年内完成", False, id="years-are-no-number-of-things"
        ),
        pytest.param(Asked("count"), "新增学位1620个", True, id="four-digits-are-no-year"),
        pytest.param(Asked("count", "所"), "改造教室、操场、食堂", False, id="things-of-another-sort"),
        pytest.param(Asked("count", "所"), "新建甲小学、乙小学、丙中学", True, id="schools-by-name"),
        pytest.param(Asked("person", NAME), "市教育局局长顾听澜出席并讲话", True, id="post-and-name"),
        pytest.param(Asked("person", NAME), "教育局局长任副组长，校长高度重视", False, id="posts-alone"),
        pytest.param(Asked("frequency"), "每学期至少1次", True, id="frequency"),
        pytest.param(Asked("frequency"), "实行双月例会", True, id="every-two-months"),
        pytest.param(Asked("date"), "三年内完成", True, id="period"),
        pytest.param(Asked("date"), "任职满两届的", True, id="terms-of-office"),
        pytest.param(Asked("date"), "第二届理事会", False, id="number-of-a-term"),
        pytest.param(Asked("date", "天"), "10个工作日内退还", True, id="working-days-are-days"),
        pytest.param(Asked("date", "天"), "2019年印发", False, id="year-is-no-number-of-days"),
        pytest.param(Asked("document_number"), "厦教〔2024〕16号", True, id="document-number"),
        pytest.param(Asked("frequency"), "应当在2小时内报告。", True, id="how-soon"),
        pytest.param(Asked("count", "级"), "职务分为初级、中级和高级。", True, id="divided-into"),
        pytest.param(Asked("count", "级"), "县级和乡级都要负责。", False, id="named-not-divided"),
        pytest.param(Asked("count", "岁"), "年满六周岁的儿童", True, id="years-of-age"),
    ],
)
def test_holds(asked: Asked, text: str, held: bool):
    """A value of the slot is told by its form, whatever its width, in digits or characters."""
    assert holds(asked, text) is held


def test_a_list_beside_what_is_counted_is_one_of_it():
    """Features of a workshop are no workshops; those that are listed beside the word are."""
    asked = asked_slot("名班主任工作站有几个")

    assert not holds(asked, "发挥名班主任工作站作用，培养一批作风过硬、业务精湛、善于育人的班主任")
    assert holds(asked, "设立名班主任工作站：东片站、西片站、南片站")
    assert holds(asked_slot("负责的部门有几个"), "由区教育局、区财政局、区委编办分别落实")


@pytest.mark.parametrize(
    ("question", "slots"),
    [
        pytest.param("县级抽查的时间和比例是什么？", ("date", "percentage"), id="two"),
        pytest.param("验收的责任单位、完成时限和奖补标准如何规定？", ("body", "date", "amount"), id="three"),
        pytest.param("检查的时间和内容是什么？", (), id="one-of-two"),
        pytest.param("开始时间和截止日期是哪天？", (), id="twice-the-same"),
    ],
)
def test_what_is_asked_for_side_by_side(question: str, slots: tuple[str, ...]):
    """Each thing that has a form of its own is asked for by a part of its own."""
    assert joined_slots(question) == slots
    assert len(ask(question).parts) == max(1, len(slots))
