"""The example notices: each reads, parses and yields what a reader sees in it."""

import re
from pathlib import Path

import pytest

from eval.corpus import DEFAULT_CORPUS, files_of
from eval.questions import DEFAULT_QUESTIONS, read_questions
from ingest.model import NUMBERED, Document
from ingest.pipeline import read_document

FILES = files_of(DEFAULT_CORPUS)
BY_NUMBER = {path.name[:2]: path for path in FILES}
COPIED = 24  # characters from which a common run counts as copied

CHAPTERS = (
    "第一章 第一条 第二条 第三条 第二章 第四条 第五条 （一） （二） （三） （四） 第六条 第七条 第三章 第八条 （一） （二） "
    "（三） （四） 第九条 第四章 第十条 第十一条 第十二条 第五章 第十三条 第十四条 第十五条 第六章 第十六条 第十七条"
)
LABELS = {
    "01": "一、 二、 三、 （一） 1. 2. （二） 3. 4. 5. 6. （三） 7. 8. （四） 9. 10. 11. 四、 （一） （二） （三）",
    "02": "一、 二、 三、 (一) 1. 2. 3. (二) 1. 2. 3. (三) 1. 2. 3. (四) 1. 2. 3. 四、 五、 (一) (二) (三) 1. 2. 3.",
    "03": CHAPTERS,
    "04": "一、 1. 一是 二是 三是 2. 一是 二是 三是 二、 3. 一是 二是 三是 4. 一是 二是 三是 "
    "三、 5. 一是 二是 三是 6. 一是 二是 三是 四、 7. 一是 二是 三是 8. 一是 二是 五、",
    "05": "闻砚舟指出 一是 二是 三是 闻砚舟强调 闻砚舟要求 一是 二是 三是 四是",
    "06": "一、 二、 （一） 1. 2. 3. （二） 1. 2. 3. （三） 1. 2. 3. 三、 四、 五、 （一） （二）",
    "07": "一、 二、 三、 （一） （二） （三） 一、 1. 2. 二、 1. 2. 三、 1. 2. 一、 二、",
    "08": "一、 二、 (一) (二) (三) 三、 (一) 1. 2. 3. (二) 1. 2. (三) 1. 2. 四、 五、 (一) (二) (三)",
}
METADATA = {
    "01": {
        "document_number": "云砚政办发〔2024〕18号",
        "index_number": "YY0301-02-2024-00117",
        "issuer": "云砚区人民政府办公室",
        "date_issued": "2024-04-22",
        "date_published": "2024-05-06",
        "plan_title": "云砚区初中强基提质行动计划（2024—2026年）",
        "region": "云砚区",
    },
    "02": {
        "title": "泊岫区义务教育学校课后服务提升实施方案",
        "document_number": None,
        "date_issued": None,
        "region": "泊岫区",
    },
    "03": {
        "document_number": "霁渡教〔2023〕27号",
        "date_issued": "2023-07-12",
        "plan_title": "霁渡县中小学教师交流轮岗管理办法（试行）",
        "region": "霁渡县",
    },
    "04": {
        "document_number": "枫溆教基〔2025〕3号",
        "issuer": "枫溆县教育局",
        "date_issued": "2025-02-21",
        "plan_title": "枫溆县2025年基础教育工作要点",
    },
    "05": {
        "title": "全市乡村小规模学校建设现场推进会在栖棠召开",
        "document_number": None,
        "date_published": "2024-11-12",
    },
    "06": {
        "title": "青岫市中小学智慧校园建设三年计划（2024—2026年）",
        "document_number": "青岫教发〔2024〕11号",
        "region": "青岫市",
    },
    "07": {
        "title": "栖棠县教育局关于开展2025年春季学期校园食品安全专项检查的通知",
        "document_number": "栖棠教安〔2025〕6号",
        "issuer": "栖棠县教育局",
        "date_issued": "2025-02-24",
    },
    "08": {
        "document_number": "柳砚政发[2019]12号",
        "issuer": "柳砚区人民政府",
        "date_issued": "2019-03-26",
        "region": "柳砚区",
    },
}


def document(number: str) -> Document:
    path = BY_NUMBER[number]
    return read_document(path.read_bytes(), path.name)


@pytest.mark.parametrize("number", LABELS)
def test_example_has_the_clauses_that_are_printed(number: str):
    """Every printed label of an example is a clause, in order, and nothing else is."""
    clauses = document(number).clauses
    labels = [c.label for c in clauses if c.unit == NUMBERED and not c.label.startswith("附件")]

    assert labels == LABELS[number].split()


@pytest.mark.parametrize("number", LABELS)
def test_example_is_owned_character_by_character(number: str):
    """Every character other than white space has one innermost owner: a clause, a frame part or noise."""
    doc = document(number)
    inside = {c.id: [k for k in doc.clauses if k.parent == c.id] for c in doc.clauses}
    owners = [0] * len(doc.text)
    for clause in doc.clauses:
        taken = {n for child in inside[clause.id] for n in range(child.start, child.end)}
        for n in set(range(clause.start, clause.end)) - taken:
            owners[n] += 1
    for span in doc.noise:  # markup inside a clause is noise alone
        owners[span.start : span.end] = [1] * (span.end - span.start)
    wrong = [(n, c) for n, c in enumerate(doc.text) if not c.isspace() and owners[n] != 1]

    assert wrong == []
    assert doc.receipt.unowned == 0
    assert doc.receipt.coverage > 0.9


@pytest.mark.parametrize("number", LABELS)
def test_example_clauses_are_exact_slices(number: str):
    """A clause begins with its label, lies inside its parent, and passages hold the very words."""
    doc = document(number)
    by_id = {clause.id: clause for clause in doc.clauses}

    assert all(doc.text.startswith(c.label, c.start) for c in doc.clauses)
    assert all(
        by_id[c.parent].start <= c.start < c.end <= by_id[c.parent].end
        for c in doc.clauses
        if c.parent is not None
    )
    assert all(doc.text[p.start : p.end].strip() in p.text for p in doc.passages)


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        pytest.param(number, field, value, id=f"{number}-{field}")
        for number, fields in METADATA.items()
        for field, value in fields.items()
    ],
)
def test_example_metadata(number: str, field: str, value: str | None):
    """What an example says of itself is found, with the words that say it; what it doesn't say stays empty."""
    doc = document(number)
    fact = getattr(doc.metadata, field)

    assert fact.value == value
    assert fact.quote is None or doc.text[fact.start : fact.end] == fact.quote


def test_examples_come_in_several_encodings():
    """GB18030, and UTF-8 with a byte-order mark and Windows line ends, are read without a word from the user."""
    chinese, windows = BY_NUMBER["02"].read_bytes(), BY_NUMBER["05"].read_bytes()

    with pytest.raises(UnicodeDecodeError):
        chinese.decode("utf-8")
    assert document("02").text == chinese.decode("gb18030")
    assert document("05").text == windows.decode("utf-8-sig")
    assert "\r\n" in document("05").text


def test_the_period_of_one_example_is_over():
    """One example shows how a plan that has run out is marked."""
    period = document("08").metadata.period.value

    assert isinstance(period, str)
    assert "2019" in period
    assert "2021" in period


def test_questions_quote_the_examples():
    """Every gold quote stands once, word for word, in the example it names; ids are unique."""
    questions = read_questions([DEFAULT_QUESTIONS])
    texts = {path.name: read_document(path.read_bytes(), path.name).text for path in FILES}
    counts = {(q.id, g.quote): texts[g.doc].count(g.quote) for q in questions for g in q.gold}

    assert set(counts.values()) == {1}
    assert len({q.id for q in questions}) == len(questions) >= 60
    assert sum(not q.answerable for q in questions) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name[:2])
def test_examples_are_our_own_words(path: Path, shared: Path):
    """No example holds a run of 24 characters of the development corpus."""
    corpus = "".join(_letters(f.read_text(encoding="utf-8")) for f in (shared / "corpus").glob("*.txt"))
    text = _letters(read_document(path.read_bytes(), path.name).text)

    assert not [run for n in range(len(text) - COPIED) if (run := text[n : n + COPIED]) in corpus]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)
