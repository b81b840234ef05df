"""Standing and force of documents in a real library: what each says of itself, and what others say of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from retrieval.answers.force import in_force, note_on, standing
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.hits import DocumentSummary
from retrieval.questions.named import core_of, number_of
from retrieval.shelf import Shelf

TODAY = date(2024, 6, 1)


def notice(title: str, number: str, day: str, *articles: str, place: str = "洑水区") -> str:
    """A notice of the education bureau of *place* that carries 办法 *title*."""
    lines = [f"第{n}条 {words}" for n, words in zip("一二三四五", articles, strict=False)]
    head = (
        f"{place}教育局关于印发《{title}》的通知\n{number}\n各学校：\n现将《{title}》印发给你们，请执行。\n"
    )
    return "\n".join([head + f"{place}教育局\n{day}\n\n{title}", *lines, ""])


OLD = notice(
    "洑水区教师走教办法", "洑教发〔2015〕3号", "2015年3月2日", "走教教师每周不少于4课时。", "每月补助500元。"
)
OLDER = notice(
    "洑水区校车办法", "洑教发〔2014〕9号", "2014年5月6日", "校车每学期检修1次。", "随车照管员每车1名。"
)
NEW = notice(
    "洑水区教师走教管理办法",
    "洑教发〔2021〕8号",
    "2021年8月2日",
    "走教教师每周不少于6课时。",
    "本办法自发布之日起施行，有效期五年，《洑水区教师走教办法》（洑教发〔2015〕3号）、《洑水区校车办法》同时废止。",
)
LAPSED = notice(
    "洑水区研学办法", "洑教发〔2020〕1号", "2020年1月5日", "研学每年1次。", "自印发之日起施行，有效期2年。"
)
SILENT = notice("洑水区图书办法", "洑教发〔2020〕2号", "2020年1月6日", "每生图书20册。", "自印发之日起施行。")
NAMESAKE = notice(
    "校车办法", "岭教发〔2013〕5号", "2013年5月6日", "校车每月检修。", "每车1名照管员。", place="岭口县"
)
MARKED = "有效性：失效\n" + notice(
    "洑水区食堂办法", "洑教发〔2012〕2号", "2012年1月6日", "每餐留样。", "每周公示。"
)
REPORT = "全区走教工作推进会召开\n\n发布时间：2024-01-12\n\n1月10日，洑水区教育局召开走教工作推进会。\n局长周某强调，要用好走教教师。一是稳定队伍。二是落实补助。\n"
ORPHAN = "义务教育学校作业管理方案\n\n一、目标\n作业不超过60分钟。\n二、措施\n每学期检查2次。\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Shelf]:
    """A library of ten documents; the old one is ended by one that came in after it."""
    home: Path = tmp_path_factory.mktemp("force")
    with Shelf.open(home, embedder) as shelf:
        for i, text in enumerate((OLD, OLDER, NEW, LAPSED, SILENT, NAMESAKE, MARKED, REPORT, ORPHAN)):
            ingest(text.encode(), f"{i}.txt", shelf=shelf)
        yield shelf


def of(shelf: Shelf, words: str) -> DocumentSummary:
    return next(d for d in shelf.library.summaries() if words in shelf.library.text(d.id)[:60])


@pytest.mark.parametrize(
    ("words", "state"),
    [
        pytest.param("洑水区教师走教办法", "repealed", id="by-number"),
        pytest.param("洑水区校车办法", "repealed", id="by-title"),
        pytest.param("洑水区教师走教管理办法", "stated", id="five-years-not-over"),
        pytest.param("洑水区研学办法", "expired", id="two-years-over"),
        pytest.param("洑水区图书办法", "unstated", id="no-end"),
        pytest.param("岭口县", "unstated", id="same-title-elsewhere"),
        pytest.param("洑水区食堂办法", "repealed", id="says-its-page"),
    ],
)
def test_force_is_what_the_library_states(shelf: Shelf, words: str, state: str):
    """Repealed by another document, its time over, running, or nothing said; never guessed."""
    assert in_force(of(shelf, words), TODAY) == state


def test_force_depends_on_the_day(shelf: Shelf):
    """The last day counts in; the day after it the document has expired."""
    document = of(shelf, "洑水区教师走教管理办法")

    assert in_force(document, date(2026, 8, 1)) == "stated"
    assert in_force(document, date(2026, 8, 2)) == "expired"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("洑水区教师走教办法", "document", id="issued"),
        pytest.param("推进会", "report", id="report"),
        pytest.param("义务教育学校作业管理方案", "unknown issuer", id="nobody-signs"),
    ],
)
def test_standing_says_who_speaks(shelf: Shelf, words: str, expected: str):
    """An issued document, a report of what was said, or a text that nobody signs."""
    assert standing(of(shelf, words).metadata) == expected


def test_answers_say_that_their_source_was_repealed(shelf: Shelf):
    """An answer from a repealed document cites it as repealed, and names the document that ended it."""
    document = of(shelf, "洑水区教师走教办法")
    note = note_on(document, TODAY)
    answer = AnswerChain(shelf.retriever, shelf.library).ask(
        "《洑水区教师走教办法》规定走教教师每月补助多少元？"
    )
    cited = [c for c in answer.citations if c.document_id == document.id]

    assert (
        note
        == "注：《洑水区教师走教办法》已废止或被取代，见《洑水区教师走教管理办法》（洑教发〔2021〕8号）。"
    )
    assert cited
    assert {c.in_force for c in cited} == {"repealed"}
    assert note in answer.answer


def test_a_repeal_ends_with_the_document_that_states_it(tmp_path: Path, embedder: Embedder):
    """Force follows the library: it comes with the new document, survives a restart, and goes with deletion."""
    with Shelf.open(tmp_path, embedder) as shelf:
        old = ingest(OLD.encode(), "old.txt", shelf=shelf).document
        assert in_force(shelf.library.summary(old.id), TODAY) == "unstated"
        new = ingest(NEW.encode(), "new.txt", shelf=shelf).document
        assert in_force(shelf.library.summary(old.id), TODAY) == "repealed"
    with Shelf.open(tmp_path, embedder) as shelf:
        assert in_force(shelf.library.summary(old.id), TODAY) == "repealed"
        shelf.delete(new.id)
        assert in_force(shelf.library.summary(old.id), TODAY) == "unstated"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("《关于印发〈走教办法〉的通知》", "走教办法", True, id="wrapped"),
        pytest.param("洑水区教育局关于印发走教办法的通知", "关于印发《走教办法》的通知", True, id="issuer"),
        pytest.param("走教办法（试行）", "走教办法(试行)", True, id="width"),
        pytest.param("走教办法（试行）", "走教办法", False, id="trial-is-another"),
        pytest.param("2023年工作要点", "2024年工作要点", False, id="year"),
    ],
)
def test_names_of_one_document_are_recognised(one: str, other: str, same: bool):
    """A title and the notice that carries it name one document; years and 试行 tell documents apart."""
    assert (core_of(one) == core_of(other)) is same


@pytest.mark.parametrize(
    "printed", ["洑教发〔2015〕3号", "（洑教发[2015]3号）", "洑教发（2015）第3 号", "洑教发【2015】3号"]
)
def test_document_numbers_are_compared_without_their_brackets(printed: str):
    """However the year is bracketed, it is one 文号."""
    assert number_of(printed) == "洑教发[2015]3号"
