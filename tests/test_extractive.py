"""The answer in the plans' own words."""

import pytest

from retrieval.answer import Answer
from retrieval.chain import AnswerChain
from tests.answer_notices import MemoryCatalogue, WordSearch, document


@pytest.fixture(scope="module")
def chain() -> AnswerChain:
    return AnswerChain(WordSearch(), MemoryCatalogue())


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_one_fact_is_one_sentence(chain: AnswerChain):
    """A question for one number gets the whole sentence that states it, with its number, and nothing else."""
    answer = chain.ask("岚石每百名学生配备几台计算机")

    assert answer.status == "answered"
    assert len(answer.citations) == 1
    assert answer.citations[0].quote.startswith("每百名学生配备计算机12台")
    assert answer.answer == f"{answer.citations[0].quote}[1]"
    assert answer.citations[0].formal == (
        "《岚石区乡村学校振兴行动计划（2023—2035年）》（岚石政办发〔2023〕27号）三、（一）2."
    )


def test_answers_of_several_plans_are_grouped(chain: AnswerChain):
    """Where several plans answer, each speaks under its title; nothing is merged into one rule."""
    answer = chain.ask("岚石的改造资金和松屿的课后服务收费各是多少元")

    titles = {f"《{document(name).title}》：" for name in ("岚石", "松屿")}
    lines = answer.answer.splitlines()
    assert lines[0] in titles
    assert titles <= set(lines)
    assert "1800万元" in answer.answer
    assert "110元" in answer.answer


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        pytest.param("岚石的学校能不能在双休日集体补课", "否。原文：", id="forbidden"),
        pytest.param("松屿的学校可以聘请校外专业人员吗", "是。原文：", id="encouraged"),
        pytest.param("岚石能不能按考试成绩给学生排名", "否。原文：", id="the-phrase-most-about-it"),
        pytest.param("岚石的学校能不能不公布作息时间", "原文：", id="asks-to-be-spared"),
        pytest.param("岚石是否要求公布作息时间", "原文：", id="no-leave-asked"),
    ],
)
def test_yes_and_no_only_where_the_words_decide(chain: AnswerChain, question: str, lead: str):
    """是 or 否 stands before the deciding words only where the plan forbids or allows just that."""
    answer = chain.ask(question)

    assert answer.answer.splitlines()[0] == lead
    assert answer.sentences[0].text in answer.answer


def test_lists_are_complete(chain: AnswerChain):
    """A list comes with all its items; what only announces how many there are is no evidence."""
    answer = chain.ask("岚石要建立哪三项制度")

    assert [q[:2] for q in quotes(answer)] == ["一是", "二是", "三是"]


def test_runs_of_duties_are_one_citation(chain: AnswerChain):
    """Duties joined by semicolons are quoted together, as one citation."""
    answer = chain.ask("岚石教育局各科室怎么分工，哪些科室负责什么")

    assert len(answer.citations) == 1
    assert all(part in quotes(answer)[0] for part in ("计划财务科", "人事科", "基础教育科", "督导室"))


def test_expired_plans_say_so(chain: AnswerChain):
    """An answer from a plan whose period is over ends with a note, and its citations are marked."""
    answer = chain.ask("松屿课后服务每生每月收费多少")

    assert (
        answer.answer.splitlines()[-1]
        == "注：《松屿县课后服务管理办法（2016—2018年）》的期限为2016年—2018年，已过期。"
    )
    assert {c.in_force for c in answer.citations} == {"expired"}


def test_reports_are_marked_as_such(chain: AnswerChain):
    """What a report says is cited as reported, not as a plan's own rule."""
    answer = chain.ask("教师发展工作会议要求教学论坛多久举办一次")

    assert {c.standing for c in answer.citations} == {"report"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("岚石这份计划的文号是什么", "文号：岚石政办发〔2023〕27号[1]", id="field-of-the-page"),
        pytest.param("松屿的管理办法是什么时候印发的", "成文日期：2016年3月1日[1]", id="signature"),
        pytest.param(
            "岚石的计划成文日期是哪天",
            "文件中有不同的成文日期：\n成文日期：2023年6月9日[1]\n成文日期：2023-06-12[2]",
            id="two-dates",
        ),
        pytest.param("教师发展工作会议这条信息的来源是什么", "信息来源：市教育科学院[1]", id="source"),
    ],
)
def test_facts_of_documents(chain: AnswerChain, question: str, answer: str):
    """文号, dates and sources are answered from the words that state them; a conflict is shown, not settled."""
    assert chain.ask(question).answer == answer


def test_which_documents_have_a_number(chain: AnswerChain):
    """Asked which documents state a fact, those that do are listed with it."""
    answer = chain.ask("哪几份文件能查到文号")

    assert answer.status == "answered"
    assert [c.document_number for c in answer.citations] == ["岚石政办发〔2023〕27号", "松政办〔2016〕9号"]


def test_a_fact_that_is_missing_is_named(chain: AnswerChain):
    """Of two facts asked for, the one that the document lacks is named."""
    answer = chain.ask("教师发展工作会议这份材料的文号和会议时间是什么")

    assert answer.status == "partial"
    assert answer.missing == ("文号",)
    assert "未写明：文号" in answer.answer
    assert quotes(answer) == ["4月15日至16日，云亭市教育局召开全市教师发展工作会议。"]
