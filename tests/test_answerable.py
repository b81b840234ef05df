"""When an answer is given, in part or not at all, and why."""

import pytest

from ingest.pipeline import read_document
from retrieval.answer import REFUSAL
from retrieval.chain import AnswerChain
from retrieval.questions.scope import ScopeRequest
from tests.answer_notices import MemoryCatalogue, WordSearch, document


@pytest.fixture(scope="module")
def chain() -> AnswerChain:
    return AnswerChain(WordSearch(), MemoryCatalogue())


@pytest.mark.parametrize(
    "question",
    [
        "How many computers are there for 100 pupils?",
        "¿Cuántos profesores hay?",
        "교장은 몇 시간 들어야 합니까",
    ],
)
def test_a_question_in_another_language_is_told_to_be_put_in_chinese(chain: AnswerChain, question: str):
    """The refusal says so in Chinese and in English."""
    answer = chain.ask(question)

    assert (answer.status, answer.reason) == ("not_in_library", "超出范围")
    assert answer.answer.startswith(REFUSAL)
    assert "请用中文提问" in answer.answer
    assert "in Chinese" in answer.answer


@pytest.mark.parametrize("question", ["STEAM", "12", "2023 2025", "岚石 校舍 VR"])
def test_a_term_or_a_figure_is_no_other_language(chain: AnswerChain, question: str):
    """One foreign word may be what a plan prints."""
    assert "请用中文提问" not in chain.ask(question).answer


@pytest.mark.parametrize(
    ("question", "status", "reason"),
    [
        pytest.param("杭州的课后服务收费多少", "not_in_library", "地区不在库", id="place"),
        pytest.param(
            "岚石政办发〔2023〕99号是关于什么的", "not_in_library", "引用文件未入库", id="document-number"
        ),
        pytest.param("《教师待遇保障条例》怎么规定工资", "not_in_library", "引用文件未入库", id="document"),
        pytest.param("岚石2019年的工作要点有哪些内容", "not_in_library", "超出范围", id="year"),
        pytest.param("岚石乡村校舍改造学校一览表有哪些学校", "not_in_library", "附件未入库", id="attachment"),
        pytest.param("“县管校聘”是什么意思", "not_in_library", "术语未定义", id="undefined-term"),
        pytest.param(
            "云亭说的县管校聘是什么", "not_in_library", "术语未定义", id="undefined-term-without-marks"
        ),
        pytest.param("第三条讲了什么", "not_in_library", "超出范围", id="clause-of-no-plan"),
        pytest.param("松屿的管理办法第九条讲了什么", "not_mentioned", None, id="clause-that-is-not-there"),
        pytest.param("岚石的乡村学校有没有校医", "not_mentioned", None, id="thing-that-is-not-there"),
        pytest.param(
            "青霄县的“轻负优学”方案怎么说", "not_in_library", "地区不在库", id="title-of-another-place"
        ),
        pytest.param("松屿每百名学生配备几台计算机", "not_mentioned", None, id="number-of-another-district"),
        pytest.param(
            "岚石小学每天书面作业不超过多少分钟", "not_mentioned", None, id="number-of-another-plan"
        ),
        pytest.param("“轻负优学”方案的文号是什么", "not_mentioned", None, id="no-document-number"),
    ],
)
def test_refusals(chain: AnswerChain, question: str, status: str, reason: str | None):
    """What the library lacks is refused with its reason, without citations, with what comes nearest."""
    answer = chain.ask(question)

    assert (answer.status, answer.reason) == (status, reason)
    assert answer.citations == ()
    assert answer.sentences == ()
    assert answer.answer.startswith(REFUSAL)
    assert len(answer.nearest) <= 3


def test_the_refusal_is_one_constant(chain: AnswerChain):
    """文件未提及。 and nothing else, so that programs can compare it."""
    assert chain.ask("松屿每百名学生配备几台计算机").answer == REFUSAL


@pytest.mark.parametrize(
    ("text", "undefined"),
    [
        pytest.param("各校推行“双导师”，学生受益。", True, id="only-used"),
        pytest.param("各校推行“双导师”（学业导师、生活导师）。", False, id="in-brackets"),
        pytest.param("配备学业导师、生活导师等“双导师”。", False, id="named-before"),
        pytest.param(
            "各校推行双导师。即为每名学生配“双导师”，各管学业和生活。", False, id="sentence-that-says-so"
        ),
        pytest.param("每个班配学业、生活两名导师，形成“双导师”。", False, id="what-it-comes-to"),
    ],
)
def test_a_term_is_defined_or_only_used(text: str, undefined: bool):
    """Asked for its meaning, a term that the plan puts in quotation marks must be said what it is."""
    held = read_document(f"岚石区导师制工作方案\n\n一、主要任务\n\n（一）{text}\n".encode(), "导师.txt")
    answer = AnswerChain(WordSearch([held]), MemoryCatalogue([held])).ask("岚石的双导师是什么意思")

    assert (answer.reason == "术语未定义") is undefined


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("岚石每百名学生配备几台计算机", id="number"),
        pytest.param("云亭教师论坛每学期至少举办几次", id="place-known-from-the-text-alone"),
        pytest.param("“双网双师”是什么意思", id="defined-term"),
        pytest.param("云亭市教育局局长是谁", id="name"),
        pytest.param("岚石初中每百名学生配备几台计算机", id="level-of-the-plan"),
        pytest.param("岚石政办发〔2023〕27号讲什么", id="document-number-alone"),
        pytest.param("岚石和松屿对学校聘请教师分别怎么规定", id="comparison"),
    ],
)
def test_answers(chain: AnswerChain, question: str):
    """What the plans say is answered, and nothing is offered as merely near."""
    answer = chain.ask(question)

    assert answer.status == "answered"
    assert answer.citations
    assert answer.nearest == ()
    assert answer.missing == ()


def test_topic_without_the_value_is_partial(chain: AnswerChain):
    """Where the plan speaks of the matter but names no sum, it is said that the sum is missing, with what it says."""
    answer = chain.ask("教师发展工作会议上说乡村教师津贴一个月发多少钱")

    assert answer.status == "partial"
    assert answer.missing == ("金额",)
    assert answer.answer.startswith("未写明金额。")
    assert any("乡村教师津贴" in c.quote for c in answer.citations)


def test_a_post_is_not_the_name_of_who_holds_it(chain: AnswerChain):
    """Asked for a name, a plan that speaks of the bureau alone does not answer."""
    answer = chain.ask("松屿县教育局局长是谁")

    assert (answer.status, answer.missing) == ("partial", ("姓名",))


def test_another_school_level_is_partial(chain: AnswerChain):
    """A plan for 小学 and 初中 says nothing of 高中: what it says is shown, and that it is not of them."""
    answer = chain.ask("岚石高中每百名学生配备几台计算机")

    assert answer.status == "partial"
    assert answer.missing == ("高中的数量",)
    assert "12台" in answer.answer


@pytest.mark.parametrize(
    ("history", "question"),
    [
        pytest.param("岚石每百名学生配备几台计算机", "那松屿呢", id="the-same-of-a-plan-that-is-silent"),
        pytest.param("岚石每百名学生配备几台计算机", "月球上呢", id="another-subject"),
        pytest.param("怎么改造乡村校舍", "中午吃啥", id="short-and-about-nothing"),
        pytest.param("岚石的校舍怎么改造", "火星上有没有城市", id="whole-and-about-nothing"),
    ],
)
def test_follow_ups_that_nothing_answers(chain: AnswerChain, history: str, question: str):
    """What answered the question before does not answer the next one for want of anything better."""
    assert chain.ask(question, [history]).status == "not_mentioned"


def test_one_of_two_parts_is_partial(chain: AnswerChain):
    """An answer to half of a question says which half is missing."""
    answer = chain.ask("岚石三年改造乡村校舍多少所？改造后书面作业每天几分钟？")

    assert answer.status == "partial"
    assert answer.missing == ("数量",)
    assert any("14所" in c.quote for c in answer.citations)


def test_a_fact_that_is_not_stated_is_named_beside_what_is(chain: AnswerChain):
    """Of a fact about the document and something it says, the lacking one is told by its name."""
    answer = chain.ask("松屿的课后服务有哪些附件？课后服务每天不少于多少小时？")

    assert answer.status == "partial"
    assert answer.missing == ("附件",)


def test_asked_whether_it_is_stated_the_absence_is_the_answer(chain: AnswerChain):
    """有没有写明 is answered by 没有写明, with the clause that comes nearest."""
    answer = chain.ask("岚石鼓励退休教师返校任教，有没有写明补助金额")

    assert answer.status == "answered"
    assert answer.answer.startswith("没有写明金额。")
    assert "退休教师" in answer.citations[0].quote


def test_a_comparison_names_who_is_silent(chain: AnswerChain):
    """Of two plans compared, the one that states no value is named."""
    answer = chain.ask("岚石和松屿每百名学生各配备几台计算机")

    assert answer.status == "partial"
    assert answer.missing == ("松屿的数量",)
    assert "12台" in answer.answer


def test_a_known_and_an_unknown_place(chain: AnswerChain):
    """Where one of two places has no document, the other is answered, and the lack is said."""
    answer = chain.ask("岚石和杭州每百名学生各配备几台计算机")

    assert answer.status == "partial"
    assert answer.missing == ("杭州的文件",)
    assert "文件库中没有杭州的文件。" in answer.answer


def test_an_empty_library_is_no_error():
    """Nothing in the library: said so, with what to do next."""
    answer = AnswerChain(WordSearch([]), MemoryCatalogue([])).ask("岚石怎么改造校舍")

    assert (answer.status, answer.reason) == ("not_in_library", "超出范围")
    assert "导入文件" in answer.answer
    assert answer.searched.documents == 0


def test_a_scope_of_nothing_is_an_empty_library(chain: AnswerChain):
    """A scope that no document meets is answered like an empty library."""
    answer = chain.ask("怎么改造校舍", scope=ScopeRequest(regions=("无此地",)))

    assert answer.status == "not_in_library"
    assert answer.searched.scope == ()


def test_searched_tells_what_and_why(chain: AnswerChain):
    """The reader sees which documents were searched, and the reason."""
    searched = chain.ask("松屿课后服务收费多少元").searched

    assert searched.documents == 1
    assert searched.scope == (document("松屿").title,)
    assert searched.why == "问题提到松屿"


def test_a_clause_may_be_pointed_at(chain: AnswerChain):
    """第三条 limits the evidence to that clause."""
    answer = chain.ask("松屿的管理办法第三条讲了什么")

    assert answer.status == "answered"
    assert {c.clause for c in answer.citations} == {"第三条"}


def test_search_is_kept_to_the_scope():
    """Documents that the question does not name are not even searched, and their names draw nothing."""
    search = WordSearch()
    AnswerChain(search, MemoryCatalogue()).ask("松屿课后服务收费多少元")

    assert {documents for _, documents in search.asked} == {frozenset({document("松屿").id})}
    assert all("松屿" not in words for words, _ in search.asked)
