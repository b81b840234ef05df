"""Small decisions of the page: example questions, receipts, progress, permalinks, how answers are made."""

import pytest

from app.api import conversation_schemas, feedback_schemas, mark_schemas, requests
from app.ui import ask, conversations, judging, ledger_row
from app.ui.examples import example_questions, plan_name
from app.ui.excerpts import excerpts_of
from app.ui.places import Place, permalink, place_of
from app.ui.receipts import change_words, receipt_html
from app.ui.sidebar import mode_words
from app.ui.uploading import share
from ingest.model import Span

RECEIPT = {
    "characters": 1000,
    "in_clauses": 900,
    "in_frame": 80,
    "in_noise": 20,
    "unowned": 0,
    "clauses": 12,
    "frame_parts": 3,
    "noise": ["打印本页<i>"],
    "metadata_found": ["标题", "文号"],
    "metadata_missing": ["实施期限"],
    "warnings": ["只收录了一部分", "“三、”之后没有“四、”<b>"],
    "pages": 3,
    "blank_pages": [2],
    "tables": 1,
    "dropped": ["页眉<b>"],
    "recognised_pages": [3],
    "confidence": 0.97,
    "numbering": ["“三、”之后没有“四、”<b>"],
    "coverage": 0.98,
    "ledger_entries": 40,
    "ledger_in_rows": 25,
    "ledger_set_aside": 14,
    "ledger_unexplained": 1,
}


class Library:
    """Stands in for the API where only clauses, texts and single clauses are read; records what was asked of it."""

    def __init__(self, text: str = "", **headings: list[str]) -> None:
        self.whole, self.headings = text, headings
        self.calls: list[tuple] = []

    def clauses(self, document_id: str) -> list[dict]:
        return [{"heading": heading, "level": 1} for heading in self.headings[document_id]]

    def text(self, document_id: str, version: int) -> dict:
        self.calls.append(("text", document_id, version))
        return {"text": self.whole}

    def clause(self, clause_id: str, version: int) -> dict:
        self.calls.append(("clause", clause_id, version))
        return {"start": 0, "end": len(self.whole)}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("测试区初中提升行动计划", "测试区初中提升行动计划", id="as-it-is"),
        pytest.param("测试局关于印发《课后服务方案》的通知", "课后服务方案", id="notice-around-a-plan"),
        pytest.param("测试区三年计划（2024—2026年）", "测试区三年计划", id="years"),
        pytest.param("甲" * 30, f"《{'甲' * 30}》", id="too-long-to-say"),
    ],
)
def test_plans_are_called_by_short_names(title: str, name: str):
    """Example questions call a plan what people call it."""
    assert plan_name(title) == name


def test_example_questions_come_from_the_headings():
    """Only what a plan has a heading for is offered, and questions differ in kind where they can."""
    library = Library(
        one=["工作目标", "经费保障"], two=["工作目标", "考核评价"], three=["其他"], four=["总目标"]
    )
    titles = {"one": "甲方案", "two": "乙计划", "three": "丙办法", "four": "丁要点"}
    documents = [{"id": key, "title": title} for key, title in titles.items()]

    questions = example_questions(library, documents)

    assert questions == ["甲方案的目标是什么？", "乙计划怎么考核？", "丁要点的目标是什么？"]


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({"doc": "a"}, Place("a", None, None, None), id="document"),
        pytest.param(
            {"doc": "a", "clause": "a:一、", "start": "3", "end": "9", "version": "2"},
            Place("a", 2, "a:一、", Span(3, 9)),
            id="everything",
        ),
        pytest.param({"doc": "a", "start": "9", "end": "3"}, Place("a", None, None, None), id="reversed"),
        pytest.param({"doc": "a", "start": "-1", "end": "x"}, Place("a", None, None, None), id="no-numbers"),
        pytest.param({"doc": "a", "version": "²"}, Place("a", None, None, None), id="odd-digit"),
    ],
)
def test_permalinks_are_read_with_care(parameters: dict[str, str], place: Place | None):
    """What makes no sense in an address is left out; the document still opens."""
    assert place_of(parameters) == place


def test_a_permalink_names_document_version_clause_and_place():
    """A citation's address is read back as the same place."""
    evidence = {"document_id": "a", "clause_id": "a:一、", "start": 3, "end": 9, "version": 2}

    assert place_of(permalink(evidence)) == Place("a", 2, "a:一、", Span(3, 9))


def test_progress_only_grows():
    """From parsing to the last stage the bar moves forward and ends full."""
    steps = [
        ("parse", 1, 1),
        ("encode", 0, 4),
        ("encode", 4, 4),
        ("store", 1, 1),
        ("index", 0, 0),
        ("tokens", 3, 3),
    ]

    shares = [share(*step) for step in steps]

    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_receipt_accounts_for_the_text():
    """A receipt gives the share that landed in clauses, what was not stated, its warnings and what was ignored, each
    once and as text.
    """
    page = receipt_html(RECEIPT)

    assert "98.0%" in page
    assert "标题、文号" in page
    assert "实施期限" in page
    assert "全部 40 处数字、日期、金额、禁令和单位，25 处在台账中，14 处说明了原因，1 处待人工核对" in page
    assert "台账核对" not in receipt_html(RECEIPT | {"ledger_entries": None})
    assert page.count("“四、”&lt;b&gt;") == page.count("只收录了一部分") == 1
    assert "打印本页&lt;i&gt;" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param("added", "已导入", id="added"),
        pytest.param("unchanged", "未作改动", id="unchanged"),
        pytest.param("new_version", "新版本", id="new-version"),
        pytest.param("older_version", "第 1 版相同，现行的是第 2 版，未作改动", id="older-version"),
    ],
)
def test_an_upload_says_what_changed(change: str, words: str):
    """The same file again is not mistaken for a new one."""
    document = {"title": "甲", "clauses": 3, "version": 2}

    assert words in change_words({"document": document, "change": change, "version": 1})


def test_the_mode_is_stated():
    """Readers learn whether a chat model worded the answer."""
    assert "未使用对话模型" in mode_words({"chat_model": None})
    assert "deepseek" in mode_words({"chat_model": "deepseek"})


def cited(text: str, quote: str) -> dict:
    start = text.index(quote)
    place = {
        "document_id": "d",
        "version": 3,
        "clause_id": "d:一、",
        "start": start,
        "end": start + len(quote),
    }
    return {"citations": [{"n": 1, "quote": quote} | place], "nearest": []}


def test_excerpts_come_from_the_version_that_was_cited():
    """An answer's excerpts are cut from the very version it cites."""
    library = Library("一、每生100元。其他。")

    excerpts = excerpts_of(library, cited(library.whole, "每生100元。"))

    assert "<mark>每生100元。</mark>" in excerpts["c1"]
    assert library.calls == [("text", "d", 3), ("clause", "d:一、", 3)]


def test_an_excerpt_never_marks_other_words_than_the_quote():
    """Where the text no longer holds the quote at its place, the quote stands alone."""
    library = Library("一、另一份文件的另一句话。")

    excerpts = excerpts_of(library, cited("一、每生100元。其他。", "每生100元。"))

    assert "<mark>每生100元。</mark>" in excerpts["c1"]
    assert "另一份" not in excerpts["c1"]


def test_the_page_takes_as_much_as_the_api_does():
    """What can be typed is never refused for its length."""
    typed = (ask.LONGEST_QUESTION, conversations.LONGEST_TITLE, judging.LONGEST_NOTE)
    taken = (requests.MAX_QUESTION, conversation_schemas.MAX_TITLE, feedback_schemas.MAX_NOTE)

    assert typed == taken
    assert (ledger_row.LONGEST_NOTE, ledger_row.LONGEST_NAME) == (mark_schemas.MAX_NOTE, mark_schemas.MAX_WHO)
