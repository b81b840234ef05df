"""Baselines beside our search, and retrieval on notices that bring their own questions."""

import json
from pathlib import Path

import pytest

from app.cli import main
from eval.baselines import CHUNK, chunk_pool, clause_pool, measure_baselines
from eval.corpus import Corpus, open_corpus
from eval.errors import BadNotice, QuestionsMissing
from eval.notices import measure_notices, read_notices, sampled
from eval.questions import read_questions
from eval.runner import asked
from eval.table_of_rankings import as_plain
from retrieval.embedder import Embedder

NOTICE = {
    "title": "竹汀县中小学作业管理办法",
    "doc_number": "竹教发〔2024〕8号",
    "issuer": "竹汀县教育局",
    "date": "2024-03-01",
    "region": "竹汀县",
    "clauses": [
        {
            "path": ["一、作业总量", "（一）小学"],
            "text": "（一）小学。一二年级不布置书面家庭作业，三至六年级每天书面作业完成时间不超过60分钟。",
            "questions": [{"q": "三年级一天的作业要写多久", "quote": "每天书面作业完成时间不超过60分钟"}],
            "near_miss": ["初中作业多长时间"],
        },
        {
            "path": ["一、作业总量", "（二）初中"],
            "text": "（二）初中。每天书面作业完成时间不超过90分钟。",
            "questions": [{"q": "初中生每天作业时间上限", "quote": "每天书面作业完成时间不超过90分钟"}],
            "near_miss": [],
        },
        {
            "path": ["二、批改", "1."],
            "text": "1.教师对布置的作业全批全改。严禁要求家长批改作业。",
            "questions": [{"q": "能不能让家长改作业", "quote": "严禁要求家长批改作业"}],
            "near_miss": [],
        },
    ],
}
OTHER = json.loads(
    json.dumps(NOTICE, ensure_ascii=False).replace("竹汀", "梅渡").replace("竹教", "梅教").replace("60", "50")
)


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("notices") / "甲.jsonl"
    lines = [json.dumps(one, ensure_ascii=False) for one in (NOTICE, OTHER)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder):
    """A library of one notice, long enough for two chunks."""
    folder = tmp_path_factory.mktemp("corpus")
    clauses = "\n".join(
        f"第{n}条 各校每学期开展第{n}项检查不少于{times}次，检查由学校自行组织、县教育局抽查，结果于学期末报县教育局备案并向社会公布。"
        for times, n in enumerate("一二三四五六七八九十", start=2)
    )
    text = f"槐渡县学校检查管理办法\n\n槐政办发〔2024〕3号\n\n{clauses}\n"
    (folder / "槐渡.txt").write_text(text, encoding="utf-8")
    with open_corpus(folder, embedder) as opened:
        yield opened


def test_notices_become_texts_that_hold_their_quotes(notices: Path):
    """Each question's quote stands at its place in the printed notice, in its own clause where words repeat."""
    first, second = read_notices([notices])

    assert [first.text[p.start : p.end] for _, p in first.questions] == [
        q["quote"] for clause in NOTICE["clauses"] for q in clause["questions"]
    ]
    assert first.text.count("一、作业总量") == 1
    assert "2024年3月1日" in first.text
    assert first.file_name != second.file_name


def test_notices_are_searched_alone_and_together(notices: Path, embedder: Embedder):
    """Restricted to its own notice a question finds its clause; among all, its twin notice may come first."""
    found = measure_notices(read_notices([notices]), embedder, sample=None, progress=lambda *_: None)
    own, everywhere = found.rankings

    assert len(own.characters) == len(everywhere.characters) == 6
    assert sum(own.values["recall@3"]) == 6
    assert sum(own.values["mrr"]) > sum(everywhere.values["mrr"])


def test_notices_answer_their_own_questions(notices: Path, embedder: Embedder):
    """Of their own notice questions are answered with its words; what is refused of another counts, its citations don't."""
    found = measure_notices(read_notices([notices]), embedder, sample=None, progress=lambda *_: None)
    own, placed, other, misplaced = found.answers

    assert own.estimate("evidence_recall").mean == placed.estimate("evidence_recall").mean == 1
    assert own.estimate("refused").mean == 0
    assert own.estimate("evidence_recall").n == other.estimate("refused").n == 6
    assert other.estimate("evidence_recall") is None
    assert misplaced.values["not_answered"] >= misplaced.values["refused"]


def test_one_notice_alone_is_asked_nothing_of_another(notices: Path, embedder: Embedder):
    """There is no other notice that could not answer."""
    found = measure_notices(read_notices([notices])[:1], embedder, sample=None, progress=lambda *_: None)

    assert found.answers[0].estimate("refused").n > 0
    assert found.answers[2].estimate("refused") is None


def test_a_sample_is_the_same_each_time():
    """A fixed seed draws the same questions, in order; a sample of all is all."""
    numbers = list(range(100))

    assert sampled(numbers, 10) == sampled(numbers, 10) == sorted(sampled(numbers, 10))
    assert len(set(sampled(numbers, 10))) == 10
    assert sampled(numbers, 100) == sampled(numbers, None) == numbers


def test_notices_on_the_command_line(notices: Path, tmp_path: Path, models: Path, monkeypatch, capsys):
    """`wence eval --notices` prints both rankings and writes them as JSON and as a page."""
    monkeypatch.setenv("WENCE_MODELS", str(models))
    page, plain = tmp_path / "检索.html", tmp_path / "检索.json"

    code = main(
        ["eval", "--notices", str(notices), "--sample", "4", "--json", str(plain), "--report", str(page)]
    )

    assert code == 0
    assert "在本文件内检索" in capsys.readouterr().out
    assert [way["questions"] for way in json.loads(plain.read_text(encoding="utf-8"))["rankings"]] == [4, 4]
    assert len(json.loads(plain.read_text(encoding="utf-8"))["answers"]) == 4
    assert all(words in page.read_text(encoding="utf-8") for words in ("nDCG@10", "写明另一份文件的地名"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"date": "去年"}, "类型不对", id="no-date"),
        pytest.param({"clauses": [{"path": ["一、"], "text": "一、"}]}, "questions", id="no-questions"),
    ],
)
def test_a_bad_notice_is_named(tmp_path: Path, change: dict, why: str):
    """A notice that can't be used is an error that names file and line."""
    path = tmp_path / "坏.jsonl"
    path.write_text(json.dumps(NOTICE) + "\n" + json.dumps(NOTICE | change), encoding="utf-8")

    with pytest.raises(BadNotice, match=rf"坏\.jsonl 第 2 行.*{why}"):
        read_notices([path])
    with pytest.raises(QuestionsMissing):
        read_notices([tmp_path / "没有.jsonl"])


def test_units_of_baselines_are_slices_of_the_documents(corpus: Corpus, embedder: Embedder):
    """Chunks are at most 500 characters and overlap; clauses are their own words; both lie in the text."""
    text = corpus.texts["槐渡.txt"]
    chunks, clauses = chunk_pool(corpus, embedder), clause_pool(corpus, embedder)

    assert len(chunks.units) >= 2
    assert all(0 <= u[0].start < u[0].end <= min(len(text), u[0].start + CHUNK) for u in chunks.units)
    assert any(text[u[0].start : u[0].end].startswith("第三条") for u in clauses.units)


def test_baselines_are_measured_over_the_same_questions(corpus: Corpus, embedder: Embedder, tmp_path: Path):
    """Every way of ranking has its row, ours last; words that stand in one clause alone are found by BM25 first."""
    quote = next(q for q in corpus.texts["槐渡.txt"].splitlines() if q.startswith("第七条"))
    line = {
        "id": "a",
        "question": "槐渡县第七项检查每学期开展几次",
        "type": "number",
        "context": [],
        "must_include": [],
    }
    path = tmp_path / "问.jsonl"
    gold = [{"doc": "槐渡.txt", "clause": "第七条", "quote": quote}]
    path.write_text(json.dumps(line | {"gold": gold}, ensure_ascii=False), encoding="utf-8")
    records = tuple(asked(read_questions([path]), corpus.reply, corpus.texts))

    ways = measure_baselines(corpus, records, embedder, lambda *_: None)
    rows = {way["name"]: way for way in as_plain(ways)}

    assert len(ways) == 9
    assert rows["按条款，带标题路径，仅 BM25"]["recall@1"]["mean"] == 1.0
    assert rows["通行做法：500 字切块，仅向量"]["characters@5"] > rows["问策：检索"]["characters@5"]
    assert all(way["questions"] == 1 for way in rows.values())
