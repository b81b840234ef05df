"""Runs recorded, scored again, compared and shown as one page."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from eval import command
from eval.comparison import compared
from eval.corpus import DEFAULT_CORPUS, files_of
from eval.errors import BadRun, CorpusChanged, QuestionsMissing
from eval.html_report import report_page
from eval.metrics import Place
from eval.questions import DEFAULT_QUESTIONS, GoldQuote, Question, read_questions
from eval.recording import Record, kept, read_run
from eval.scoring import Report, scored
from retrieval.embedder import Embedder
from retrieval.models.chat_endpoint import open_chat_model
from tests.openai_stub import endpoint

TEXT = "一、校长每学期听课不少于20节。二、教师每周教研一次。"
TEXTS = {"甲.txt": TEXT}
RIGHT, WRONG = TEXT.index("。") + 1, TEXT.index("二")
LISTEN = Question(
    "a", "校长听几节", "number", (GoldQuote("甲.txt", "一、", "听课不少于20节"),), ("20节",), ()
)
ABSENT = Question("b", "食堂几点开饭", "unanswerable", (), (), ())


def record(
    question: Question, *, right: bool, answer: str | None = None, milliseconds: float = 5.0
) -> Record:
    """A reply that cites the first sentence of TEXT when it is *right*, else the second."""
    start, end = (0, RIGHT) if right else (WRONG, len(TEXT))
    quote = TEXT[start:end]
    citation = {"file_name": "甲.txt", "start": start, "end": end, "quote": quote, "formal": "《甲》一、"}
    status = "not_mentioned" if right and not question.gold else "answered"
    reply = {"status": status, "answer": answer or quote, "citations": [citation], "sentences": []}
    return Record(question, reply, ((Place("甲.txt", start, end),),), milliseconds)


def report(*records: Record) -> Report:
    return scored(records, TEXTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two example notices, a few questions on the first of them and one that they don't answer."""
    home = tmp_path_factory.mktemp("corpus")
    for path in files_of(DEFAULT_CORPUS)[:2]:
        shutil.copy(path, home)
    lines = DEFAULT_QUESTIONS.read_text(encoding="utf-8").splitlines()
    unanswerable = next(line for line in lines if '"unanswerable"' in line)
    (home / "问题.jsonl").write_text("\n".join([*lines[:5], unanswerable]), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def recorded(folder: Path, embedder: Embedder) -> Path:
    """A run with baselines, recorded; its JSON and its page lie beside it."""
    outputs = command.Outputs(folder / "甲.run", folder / "甲.html", folder / "甲.json")
    wanted = command.Evaluation([folder / "问题.jsonl"], folder, baselines=True)
    assert command.evaluate(wanted, command.Models(embedder), outputs, lambda *_: None) == 0
    return folder / "甲.run"


def test_a_recorded_run_scores_the_same_again(recorded: Path, tmp_path: Path, capsys):
    """Nothing is asked in a replay, and every figure of the questions is the same."""
    code = main(["eval", "--replay", str(recorded), "--json", str(tmp_path / "乙.json")])

    before = json.loads(recorded.with_suffix(".json").read_text(encoding="utf-8"))
    after = json.loads((tmp_path / "乙.json").read_text(encoding="utf-8"))
    assert code == 0
    assert after["rows"] == before["rows"]
    assert after["intervals"] == before["intervals"]
    assert "证据召回率" in capsys.readouterr().out


def test_a_run_says_what_it_was_asked_of(recorded: Path, folder: Path):
    """Versions, models and the documents' content are kept with the replies, and what was found with each."""
    run = read_run(recorded)

    assert len(run.records) == 6
    assert set(run.settings["documents"]) == {path.name for path in files_of(DEFAULT_CORPUS)[:2]}
    assert run.settings["chat_model"] is None
    assert run.settings["embedding_model"]
    assert run.corpus == folder.resolve()
    assert all(1 <= len(r.found) <= 10 for r in run.records if r.question.answerable)


def test_corrected_questions_are_used_in_a_replay(recorded: Path, folder: Path, tmp_path: Path, capsys):
    """A mistake in the gold costs a correction, not another run."""
    lines = (folder / "问题.jsonl").read_text(encoding="utf-8").splitlines()
    stricter = json.loads(lines[0]) | {"must_include": ["绝不会出现的话"]}
    (tmp_path / "改.jsonl").write_text(json.dumps(stricter, ensure_ascii=False), encoding="utf-8")

    main(["eval", "--replay", str(recorded), "--questions", str(tmp_path / "改.jsonl"), "--json"])
    rows = json.loads(capsys.readouterr().out)["rows"]

    assert next(row for row in rows if row["id"] == stricter["id"])["answer_has_facts"] == 0.0


def test_other_documents_are_told(recorded: Path, tmp_path: Path):
    """A replay against documents that have changed would score nonsense: it says which ones."""
    name = files_of(DEFAULT_CORPUS)[0].name
    shutil.copy(files_of(DEFAULT_CORPUS)[1], tmp_path)
    (tmp_path / name).write_text("一、换了内容。", encoding="utf-8")

    with pytest.raises(CorpusChanged, match=f"{name}.*--corpus"):
        command.replay(recorded, corpus=tmp_path, questions=(), outputs=command.Outputs())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param("", "开头没有评测的设置", id="empty"),
        pytest.param('{"id": 1}', "开头没有评测的设置", id="questions-instead"),
        pytest.param('{"run": {"corpus": "x"}}\n{"question":', "第 2 行不完整", id="cut-short"),
    ],
)
def test_a_damaged_record_is_told(tmp_path: Path, content: str, why: str):
    """A file that is no run says where it stops being one."""
    (tmp_path / "坏.jsonl").write_text(content, encoding="utf-8")

    with pytest.raises(BadRun, match=why):
        read_run(tmp_path / "坏.jsonl")


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0c"])
def test_signs_that_end_lines_elsewhere_break_no_run(tmp_path: Path, sign: str):
    """They stand in documents, and so in questions and answers; a record's lines end where it was written so."""
    asked = replace(LISTEN, question=f"校长听{sign}几节")
    (tmp_path / "问题.jsonl").write_text(json.dumps(asked.to_dict(), ensure_ascii=False), encoding="utf-8")
    told = record(asked, right=True)
    list(kept({"corpus": "x"}, [told], tmp_path / "甲.run"))

    assert read_questions([tmp_path / "问题.jsonl"]) == [asked]
    assert read_run(tmp_path / "甲.run").records == (told,)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", None])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, data: bytes | None):
    """Neither bytes nor a folder are questions or a run."""
    path = tmp_path / "坏.jsonl"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)

    with pytest.raises(QuestionsMissing, match=r"坏\.jsonl"):
        read_questions([path])
    with pytest.raises(BadRun, match=r"坏\.jsonl"):
        read_run(path)


def test_figures_are_told_though_a_file_of_them_cannot_be_written(recorded: Path, tmp_path: Path, capsys):
    """A long run is not lost for a page that has no place."""
    (tmp_path / "文件").write_text("")
    code = main(["eval", "--replay", str(recorded), "--report", str(tmp_path / "文件" / "页.html")])
    said = capsys.readouterr()

    assert code == 1
    assert "证据召回率" in said.out
    assert "无法写入" in said.err


def test_replies_are_on_disk_before_the_next_question(tmp_path: Path):
    """A long run that is cut short has kept every reply so far."""
    path = tmp_path / "run.jsonl"
    replies = kept({"corpus": "."}, [record(LISTEN, right=True), record(ABSENT, right=True)], path)

    next(replies)

    assert len(read_run(path).records) == 1
    assert len(list(replies)) == 1
    assert len(read_run(path).records) == 2


def test_comparison_names_what_was_gained_and_lost():
    """One question better, one worse: no mean moves, and both are named; a question of one run alone counts nowhere."""
    other = replace(LISTEN, id="c")
    before = report(record(LISTEN, right=False), record(other, right=True), record(ABSENT, right=True))
    after = report(record(LISTEN, right=True), record(other, right=False))
    found = compared(before, after)

    recall = next(change for change in found.changes if change.metric == "evidence_recall")
    assert (recall.before, recall.after, recall.difference.mean) == (0.5, 0.5, 0.0)
    assert [b.question.id for _, b in found.gained] == ["a"]
    assert [b.question.id for _, b in found.lost] == ["c"]
    assert (found.both, found.alone) == (2, ("b",))


def test_comparison_on_the_command_line(recorded: Path, tmp_path: Path, capsys):
    """`wence eval --compare` prints every metric and writes a page."""
    code = main(["eval", "--compare", str(recorded), str(recorded), "--report", str(tmp_path / "比.html")])

    assert code == 0
    assert "+0.000" in capsys.readouterr().out
    assert "两次运行的比较" in (tmp_path / "比.html").read_text(encoding="utf-8")


def test_page_stands_alone(recorded: Path):
    """One file: no script, nothing fetched; figures, plots, baselines and settings are in it."""
    page = recorded.with_suffix(".html").read_text(encoding="utf-8")

    assert not re.search(r"<script|<link|src=|url\(|@import", page)
    assert not re.search(r'href="http', page)
    assert page.count("<svg") == 2
    for words in (
        "各类问题",
        "通行做法：500 字切块，仅向量",
        "问策：检索",
        "multilingual-e5-small",
        "耗时分布",
    ):
        assert words in page


def test_page_escapes_whatever_is_shown():
    """Markup in a question, a quote or an answer is shown as text."""
    trap = "<script>alert(1)</script>"
    question = replace(LISTEN, question=f"{trap}问", type=trap)
    page = report_page(report(record(question, right=False, answer=f"{trap}答")), {"documents": {trap: ""}})

    assert trap not in page
    assert page.count("&lt;script&gt;") >= 4


def test_page_shows_what_was_needed_and_what_was_cited_instead():
    """A missed question stands there with the clause it needed, the clause it got, and why a sentence was doubted."""
    wrong = record(LISTEN, right=False)
    doubt = {
        "text": "听课30节。",
        "citations": [1],
        "checked": "unverified",
        "why": "数字“30节”不在所引条款中",
    }
    page = report_page(report(Record(LISTEN, {**wrong.reply, "sentences": [doubt]}, (), 1.0)), {})

    assert "听课不少于20节" in page
    assert "教师每周教研一次" in page
    assert "没有引到" in page
    assert "数字“30节”不在所引条款中" in page


def test_made_up_answers_come_first():
    """An answer to what no document says is the worst case."""
    page = report_page(report(record(LISTEN, right=False), record(ABSENT, right=False)), {})

    assert page.index("食堂几点开饭") < page.index("校长听几节")


def test_a_chat_model_is_measured_like_the_rest(folder: Path, embedder: Embedder, tmp_path: Path):
    """With a model configured its words are what is scored; the run says which model answered."""
    with endpoint() as model:
        model.says("云砚区校长每学期听评课不少于28节[C1]。")
        chat_model = open_chat_model(model.base_url, "scripted", timeout=5)
        outputs = command.Outputs(record=tmp_path / "模型.run")
        wanted = command.Evaluation([folder / "问题.jsonl"], folder)
        command.evaluate(wanted, command.Models(embedder, chat_model, "scripted"), outputs, lambda *_: None)

    run = read_run(tmp_path / "模型.run")
    assert run.settings["chat_model"] == "scripted"
    assert run.records[0].reply["mode"] == "generated"
    refused = [r for r in run.records if r.reply["status"] in ("not_mentioned", "not_in_library")]
    assert {r.reply["mode"] for r in refused} == {"extractive"}
    assert 0 < len(model.script.requests) < len(run.records)
