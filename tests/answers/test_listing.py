"""Questions for a list, over real stores: answered from the ledger, whole, counted, each row on its sentence."""

from collections.abc import Iterator

import pytest

from ingest.pipeline import ingest
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.ledger.parameters import filter_of
from retrieval.models.chat_endpoint import open_chat_model
from retrieval.shelf import Shelf
from tests.answers.contract import assert_keeps_the_contract
from tests.openai_stub import endpoint

YUNPO = """云坡区乡村学校提升行动计划（2024—2027年）
一、目标
到2026年，全区乡村学校标准化达标率达到95%。到2027年底前，每百名学生配备计算机12台。
二、任务
（一）改善条件
1.三年内改造乡村校舍14所。区财政每年安排改造资金不少于1800万元。
2.建立校舍安全巡查制度，每学期巡查不少于2次。
（二）建强教师队伍
3.骨干教师到乡村学校任教不少于2年。力争每所学校都有1名区级名师。
4.严禁任何学校利用双休日组织集体补课；不得以考试成绩给学生排名。
三、保障
计财科主要负责校舍改造工作；人事科主要负责教师交流工作；督导室主要负责年度考核和专项督查工作。
云坡区教育局
2024年3月8日
"""
WANLI = """湾里县课后服务实施办法
一、服务时间
每周开展课后服务不少于5天，每天不少于2小时。
二、规范
严禁借课后服务讲授新课。鼓励学校引入校外优质资源。
三、责任
县教育局负责统筹管理，每学期督查1次。
湾里县教育局
2025年2月10日
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Shelf]:
    with Shelf.open(tmp_path_factory.mktemp("listing"), embedder) as shelf:
        for name, text in (("云坡.txt", YUNPO), ("湾里.txt", WANLI)):
            ingest(text.encode(), name, shelf=shelf)
        yield shelf


@pytest.fixture(scope="module")
def chain(shelf: Shelf) -> AnswerChain:
    return AnswerChain(shelf.retriever, shelf.library, ledger=Ledger(shelf.library))


BANS = ["4.严禁任何学校利用双休日组织集体补课；", "不得以考试成绩给学生排名。"]
NEW_LESSONS = "严禁借课后服务讲授新课。"
DUTIES = [
    "计财科主要负责校舍改造工作；",
    "人事科主要负责教师交流工作；",
    "督导室主要负责年度考核和专项督查工作。",
]
SHARE, COMPUTERS = "到2026年，全区乡村学校标准化达标率达到95%。", "到2027年底前，每百名学生配备计算机12台。"
SCHOOLS, MONEY = "1.三年内改造乡村校舍14所。", "区财政每年安排改造资金不少于1800万元。"
PATROL = "2.建立校舍安全巡查制度，每学期巡查不少于2次。"
STAY, MASTERS = "3.骨干教师到乡村学校任教不少于2年。", "力争每所学校都有1名区级名师。"
NUMBERS = [SHARE, COMPUTERS, SCHOOLS, MONEY, PATROL, STAY, MASTERS]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        pytest.param("列出云坡区全部量化指标", NUMBERS, id="all-figures"),
        pytest.param("云坡有哪些带数字的要求", NUMBERS, id="all-figures-spoken"),
        pytest.param("云坡教师队伍方面有哪些量化指标", [STAY, MASTERS], id="figures-under-a-heading"),
        pytest.param("云坡哪些是严禁的", BANS, id="bans-of-one-plan"),
        pytest.param("哪些事不能做", [*BANS, NEW_LESSONS], id="bans-of-all-plans"),
        pytest.param("督导室负责什么", DUTIES[2:], id="one-body"),
        pytest.param("教育局要做哪些事", ["县教育局负责统筹管理，每学期督查1次。"], id="part-of-a-name"),
        pytest.param("云坡各科室分别负责什么", DUTIES, id="class-of-bodies"),
        pytest.param("云坡区教育局各科室的职责分别是什么", DUTIES, id="class-of-bodies-of-an-authority"),
        pytest.param("2026年前要完成哪些任务", [SHARE], id="by-a-year"),
        pytest.param("云坡以2027年为完成节点的目标有哪些", [COMPUTERS, SCHOOLS], id="at-a-year"),
        pytest.param("云坡什么时候之前要完成哪些任务", [SHARE, COMPUTERS, SCHOOLS], id="all-dates"),
        pytest.param("云坡花钱的地方有哪些", [MONEY], id="money"),
        pytest.param("每学期要做几次的有哪些", [PATROL, "县教育局负责统筹管理，每学期督查1次。"], id="rate"),
        pytest.param("云坡有哪些努力方向", [MASTERS], id="soft"),
        pytest.param("云坡哪些任务没有写明责任单位、有量化指标", None, id="lacking"),
    ],
)
def test_a_list_is_complete(chain: AnswerChain, shelf: Shelf, question: str, quotes: list[str] | None):
    """Each row that is meant is quoted in its whole sentence, in document order; the total is the ledger's."""
    answer = chain.ask(question)

    assert answer.status == "answered"
    assert answer.ledger is not None
    assert_keeps_the_contract(answer, shelf.library)
    rows = [row for _, row in Ledger(shelf.library).select(filter_of(**answer.ledger.filter))]
    assert len(rows) == answer.ledger.total > 0
    assert f"共{len(rows)}条" in answer.answer.splitlines()[0]
    for row in rows:
        assert any(
            c.document_id == row.document_id and c.start <= row.start and row.end <= c.end
            for c in answer.citations
        )
    if quotes is not None:
        assert [citation.quote for citation in answer.citations] == quotes


def test_several_plans_are_listed_apart(chain: AnswerChain):
    """Rows of several plans stand under the title of theirs, with their number."""
    lines = chain.ask("列出全部禁令").answer.splitlines()

    assert lines[0] == "禁令共3条。"
    assert "《云坡区乡村学校提升行动计划（2024—2027年）》（2条）：" in lines
    assert lines[lines.index("《湾里县课后服务实施办法》（1条）：") + 1] == f"{NEW_LESSONS}[3]"


def test_a_topic_is_named_as_it_was_looked_for(chain: AnswerChain):
    """A list on a topic says by which words its rows were found: others may be meant as well."""
    answer = chain.ask("湾里课后服务方面有哪些量化指标")

    assert answer.answer.startswith("原文或标题提到“课后服务”的量化指标共")


def test_a_follow_up_lists_the_plan_it_continues(chain: AnswerChain):
    """那量化指标呢: of the plan that was spoken of."""
    answer = chain.ask("那量化指标呢？", ["云坡有哪些禁令？"])

    assert [citation.quote for citation in answer.citations] == NUMBERS


def test_a_follow_up_lists_the_same_of_another_plan(chain: AnswerChain):
    """那湾里呢: what was listed of one plan, of the other."""
    answer = chain.ask("那湾里呢？", ["云坡有哪些禁令？"])

    assert [citation.quote for citation in answer.citations] == [NEW_LESSONS]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("湾里2030年前要完成哪些任务", id="no-date"),
        pytest.param("云坡2035年要完成的目标有哪些", id="no-such-year"),
    ],
)
def test_a_list_without_rows_is_a_refusal(chain: AnswerChain, shelf: Shelf, question: str):
    """Where no row is due in the time asked for, the plans don't say; nothing else is passed off as an answer."""
    answer = chain.ask(question)

    assert answer.status == "not_mentioned"
    assert answer.ledger is None
    assert_keeps_the_contract(answer, shelf.library)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("云坡区财政每年安排多少改造资金", id="one-figure"),
        pytest.param("周末能不能集体补课", id="yes-no"),
        pytest.param("云坡计划什么时候印发的", id="metadata"),
        pytest.param("湾里课后服务每周至少开展几天", id="frequency"),
        pytest.param("云坡要改造哪些学校", id="which-schools"),
        pytest.param("哪些地方要求每学期督查", id="which-plans"),
        pytest.param("云坡的教育任务是什么", id="a-word-that-is-part-of-a-name"),
        pytest.param("住建局负责什么", id="a-body-without-rows"),
        pytest.param("岚石区有哪些量化指标", id="place-not-in-the-library"),
    ],
)
def test_other_questions_are_not_listed(chain: AnswerChain, question: str):
    """What asks for one thing, for documents or for a place that isn't there takes its usual way."""
    assert chain.ask(question).ledger is None


def test_a_model_does_not_reword_a_list(shelf: Shelf):
    """With a chat model, a list still comes from the ledger: a model may leave rows out."""
    with endpoint() as model:
        chain = AnswerChain(
            shelf.retriever,
            shelf.library,
            chat_model=open_chat_model(model.base_url, "scripted", None, timeout=2),
            ledger=Ledger(shelf.library),
        )
        answer = chain.ask("云坡哪些是严禁的")

    assert answer.mode == "extractive"
    assert [citation.quote for citation in answer.citations] == BANS
