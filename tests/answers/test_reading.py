"""How a question's spelling and a list's lead-in are dealt with, over real stores and search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.questions.meant import Meant
from retrieval.questions.scope import ScopeRequest
from retrieval.shelf import Shelf
from tests.answer_notices import document

ROTATION = """松原坞区教师轮岗办法

第一条 本区公办学校教师在同一学校任教满六年的，应当轮岗。

第二条 有下列情形之一的教师，可以暂缓轮岗：
（一）距退休不足三年的；
（二）怀孕或者处于哺乳期的；
（三）患有重大疾病的。

第三条 轮岗教师每月发放交通补贴三百元。
"""


def test_years_and_shares_may_be_written_out(chain: AnswerChain):
    """二〇二五 and 2025 ask the same; the question is kept as it was typed."""
    typed = "岚石二〇二五年的标准化建设达标率是不是百分之九十六"

    answer = chain.ask(typed)

    assert answer.question == typed
    assert answer.citations == chain.ask("岚石2025年的标准化建设达标率是不是96%").citations
    assert "96%" in answer.answer


def test_a_changed_question_is_answered_from_where_the_user_says(chain: AnswerChain):
    """The answer cites the documents that the question was changed to, and says what was changed."""
    scope = ScopeRequest(meant=Meant(regions=("松屿",)))

    answer = chain.ask("岚石的课后服务怎么收费", scope=scope)

    assert {c.document_id for c in answer.citations} == {document("松屿").id}
    assert (answer.understood.changed, answer.understood.regions) == (("regions",), ("松屿",))
    assert answer.standalone_question == "松屿：课后服务怎么收费"


def test_an_item_comes_with_what_introduces_it(tmp_path: Path, embedder: Embedder):
    """A short item of a list is cited together with the sentence that says what holds for it, in reading order."""
    with Shelf.open(tmp_path, embedder) as shelf:
        ingest(ROTATION.encode(), "轮岗.txt", shelf=shelf)
        answer = AnswerChain(shelf.retriever, shelf.library).ask("松原坞怀孕的老师要轮岗吗")

    assert [citation.quote for citation in answer.citations][:2] == [
        "第二条 有下列情形之一的教师，可以暂缓轮岗：",
        "（二）怀孕或者处于哺乳期的；",
    ]


EXCHANGE = """沐川谷区教育合作计划

一、深化区域合作。与邻市结对共建十所学校。选派校长到邻市挂职。引进名师工作室三个。

二、加强宣传。各校及时报送合作信息。
"""


def test_all_of_something_is_the_whole_clause(tmp_path: Path, embedder: Embedder):
    """Asked for all measures, every sentence of the clause that is about them is cited, none of another."""
    with Shelf.open(tmp_path, embedder) as shelf:
        ingest(EXCHANGE.encode(), "合作.txt", shelf=shelf)
        chain = AnswerChain(shelf.retriever, shelf.library)
        cited = "".join(c.quote for c in chain.ask("请梳理沐川谷区与邻市区域合作的全部举措").citations)

    assert all(words in cited for words in ("结对共建", "挂职", "名师工作室"))
    assert "报送" not in cited


RULES = """沐川谷市校车安全条例

第一条 校车应当每半年检验一次。检验不合格的，不得上路。

第二条 校车驾驶人分为专职和兼职。驾驶人应当年满二十五周岁。

第三条 驾驶人有下列情形之一的，不得驾驶校车：
（一）有酗酒行为记录的；
（二）患有癫痫病的。

第四条 申请使用校车按照下列程序办理：
（一）学校向县教育局提出申请；
（二）县教育局在十日内征求公安机关意见。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[AnswerChain]:
    with Shelf.open(tmp_path_factory.mktemp("rules"), embedder) as shelf:
        ingest(RULES.encode(), "条例.txt", shelf=shelf)
        yield AnswerChain(shelf.retriever, shelf.library)


def test_a_clause_that_is_pointed_at_is_told_whole(rules: AnswerChain):
    """Asked what a clause says, the answer is all of it, though the only document there is isn't named."""
    answer = rules.ask("第二条讲了什么")

    assert [c.quote for c in answer.citations] == [
        "第二条 校车驾驶人分为专职和兼职。驾驶人应当年满二十五周岁。"
    ]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        pytest.param(
            "有癫痫病的能开校车吗",
            ["第三条 驾驶人有下列情形之一的，不得驾驶校车：", "（二）患有癫痫病的。"],
            id="no-sentence",
        ),
        pytest.param(
            "县教育局几日内征求公安机关意见", ["（二）县教育局在十日内征求公安机关意见。"], id="a-sentence"
        ),
    ],
)
def test_only_what_is_no_sentence_needs_its_lead_in(rules: AnswerChain, question: str, quotes: list[str]):
    """The condition of a rule is nothing without the rule; a step of a procedure stands by itself."""
    assert [c.quote for c in rules.ask(question).citations] == quotes


def test_a_later_part_of_a_question_has_an_answer_of_its_own(rules: AnswerChain):
    """The words of the first part don't draw the second one's answer to the first one's."""
    cited = "".join(c.quote for c in rules.ask("校车多久检验一次？驾驶人要年满几岁？").citations)

    assert "每半年检验一次" in cited
    assert "年满二十五周岁" in cited
