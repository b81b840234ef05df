"""The evaluation: questions read, asked, scored and reported; the benchmark's table."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import command
from eval.bench.__main__ import as_text as bench_table
from eval.bench.measure import Latency, Measurement, latency
from eval.bench.rows import ROWS, Bench, on_a_server, reading, visiting
from eval.corpus import DEFAULT_CORPUS, Reply, files_of, open_corpus
from eval.errors import BadQuestion, CorpusMissing, QuestionsMissing
from eval.questions import DEFAULT_QUESTIONS, GoldQuote, Question, read_questions
from eval.report import as_plain, as_text
from eval.runner import asked
from eval.scoring import Report, scored
from eval.table import table, width
from retrieval.embedder import Embedder

TEXT = "一、校长每学期听课不少于20节。二、教师每周教研一次。"
TEXTS = {"甲.txt": TEXT}
LISTEN = Question(
    "a", "校长听几节", "number", (GoldQuote("甲.txt", "一、", "听课不少于20节"),), ("20节",), ()
)
WEEKLY = Question(
    "b", "那教师呢", "followup", (GoldQuote("甲.txt", "二、", "每周教研一次"),), (), ("校长听几节",)
)
ABSENT = Question("c", "食堂几点开饭", "unanswerable", (), (), ())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first two examples: enough to ask of, and soon ingested."""
    folder = tmp_path_factory.mktemp("two")
    for path in files_of(DEFAULT_CORPUS)[:2]:
        shutil.copy(path, folder)
    return folder


class ScriptedChain:
    """Answers every question with the first sentence of TEXT, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Sequence[str]]] = []

    def ask(self, question: str, history: Sequence[str]) -> Reply:
        self.asked.append((question, history))
        end = TEXT.index("。") + 1
        citation = {"file_name": "甲.txt", "start": 0, "end": end, "quote": TEXT[:end]}
        answer: dict[str, Any] = {"status": "answered", "answer": TEXT[:end], "citations": [citation]}
        return Reply(answer, (), 1.0)


def run(questions: Sequence[Question], ask=None) -> Report:
    """What the answers of ScriptedChain, or of *ask*, are worth."""
    return scored(asked(questions, ask or ScriptedChain().ask, TEXTS), TEXTS)


def test_run_asks_in_order_with_the_earlier_questions():
    """A follow-up is asked together with the questions before it."""
    chain = ScriptedChain()

    run([LISTEN, WEEKLY], chain.ask)

    assert chain.asked == [("校长听几节", ()), ("那教师呢", ("校长听几节",))]


def test_report_means_over_the_questions_that_have_answers():
    """One of two answers found is half; answering what no document answers is a refusal missed."""
    report = run([LISTEN, WEEKLY, ABSENT])
    figures = report.figures()

    assert figures["evidence_recall"] == 0.5
    assert figures["answer_has_facts"] == 1.0
    assert figures["refused_when_unanswerable"] == 0.0
    assert figures["refused_when_answerable"] == 0.0
    assert figures["exact_citations"] == 1.0
    assert report.mean("evidence_recall", "followup") == 0.0
    assert [row.question.id for row in report.rows if row.missed] == ["b", "c"]


def test_report_of_no_questions_has_no_figures():
    """Nothing asked is not a score of zero."""
    report = run([])

    assert report.figures()["evidence_recall"] is None
    assert report.estimate("evidence_recall") is None
    assert "—" in as_text(report)


def test_quote_that_does_not_stand_in_the_text_is_told_before_asking():
    """Questions of another corpus are an error, not a recall of zero."""
    chain = ScriptedChain()

    with pytest.raises(BadQuestion, match=r"b.*乙\.txt.*没有这段原文"):
        run(
            [LISTEN, Question("b", "问", "number", (GoldQuote("乙.txt", "一、", "听课"),), (), ())],
            chain.ask,
        )
    assert chain.asked == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param("{", "不是 JSON", id="broken"),
        pytest.param('{"id": "a"}', "缺少字段.*question", id="field-missing"),
        pytest.param("[]", "缺少字段或类型不对", id="not-an-object"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, line: str, why: str):
    """A question that can't be read is an error that names file and line."""
    path = tmp_path / "问题.jsonl"
    path.write_text(
        DEFAULT_QUESTIONS.read_text(encoding="utf-8").splitlines()[0] + "\n" + line, encoding="utf-8"
    )

    with pytest.raises(BadQuestion, match=f"问题.jsonl 第 2 行.*{why}"):
        read_questions([path])


def test_missing_questions_and_documents_are_errors(tmp_path: Path):
    """A wrong path says which path, and which option sets it."""
    (tmp_path / "图.gif").write_bytes(b"")

    with pytest.raises(QuestionsMissing, match=r"没有\.jsonl.*--questions"):
        read_questions([tmp_path / "没有.jsonl"])
    with pytest.raises(CorpusMissing, match=r"没有.*\.txt、\.md.*--corpus"):
        files_of(tmp_path / "没有")
    with pytest.raises(CorpusMissing):
        files_of(tmp_path)


def test_table_lines_up_chinese_and_digits():
    """Columns end at the same place although a Chinese character is two columns wide."""
    lines = table([["指标", "数值"], ["recall", "0.5"], ["引用准确率", "10.25"]]).splitlines()

    assert len({width(line) for line in lines}) == 1
    assert lines[2].endswith("  0.5")


def test_report_speaks_chinese_and_json_holds_every_question():
    """People read a table; programs read every figure and every answer."""
    report = run([LISTEN, WEEKLY, ABSENT])
    plain = json.loads(json.dumps(as_plain(report)))

    assert "证据召回率" in as_text(report)
    assert "食堂几点开饭" in as_text(report)
    assert plain["evidence_recall"] == 0.5
    assert plain["intervals"]["evidence_recall"] == {"mean": 0.5, "low": 0.0, "high": 1.0, "n": 2}
    assert plain["types"]["number"]["evidence_recall"]["n"] == 1
    assert [row["id"] for row in plain["rows"]] == ["a", "b", "c"]


def test_command_measures_the_real_chain(
    two: Path, tmp_path: Path, *, embedder: Embedder, capsys: pytest.CaptureFixture[str]
):
    """`wence eval` cites exact words only, and finds the evidence for most of a few questions."""
    lines = DEFAULT_QUESTIONS.read_text(encoding="utf-8").splitlines()
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines[:8]), encoding="utf-8")

    wanted, models = command.Evaluation([few], two), command.Models(embedder)
    code = command.evaluate(wanted, models, command.Outputs(print_json=True), lambda *_: None)
    figures = json.loads(capsys.readouterr().out)

    assert code == 0
    assert figures["questions"] == 8
    assert figures["exact_citations"] == 1.0
    assert figures["evidence_recall"] > 0.5


def test_command_fails_when_a_citation_is_not_exact():
    """A citation that is not in the source makes the evaluation fail, whatever the other figures."""
    wrong = {"file_name": "甲.txt", "start": 0, "end": 2, "quote": "别的"}
    reply = {"status": "answered", "answer": "", "citations": [wrong]}
    report = run([LISTEN], lambda *_: Reply(reply, (), 1.0))

    assert command.exit_code(report) == 1
    assert command.exit_code(run([LISTEN])) == 0


def test_corpus_holds_the_texts_that_citations_point_into(two: Path, embedder: Embedder):
    """Every citation of the real chain is the slice of the text under its file name; a follow-up has its history."""
    with open_corpus(two, embedder) as corpus:
        replies = [
            corpus.ask("云砚区初中生均公用经费标准是多少？"),
            corpus.ask("寄宿制学校呢？", ["云砚区初中生均公用经费标准是多少？"]),
        ]

        assert all(reply["citations"] for reply in replies)
        assert all(
            corpus.texts[c["file_name"]][c["start"] : c["end"]] == c["quote"]
            for reply in replies
            for c in reply["citations"]
        )


def test_measurement_is_a_multiple_of_its_baseline():
    """Five against two is two and a half times; nothing to compare with is no multiple."""
    assert Measurement("甲", "毫秒", 5.0, 2.0, "乙").ratio == 2.5
    assert Measurement("甲", "毫秒", 5.0, 0.0, "乙").ratio == 0.0


def test_latency_times_each_item_once_after_one_untimed_call():
    """The first call of all is not timed: it loads what later calls reuse."""
    calls: list[int] = []
    found = latency(calls.append, [1, 2, 3])

    assert calls == [1, 1, 2, 3]
    assert 0 <= found.p50 <= found.p95
    assert [row.name for row in found.beside(Latency(1.0, 1.0), "检索", against="编码")] == [
        "检索 p50",
        "检索 p95",
    ]


LONG = (reading, on_a_server, visiting)  # start processes, servers and browsers


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([row for row in ROWS if row not in LONG], id="here"),
        pytest.param(LONG, id="apart", marks=pytest.mark.soak),
    ],
)
def test_bench_measures_the_real_path(two: Path, embedder: Embedder, *, models: Path, tmp_path: Path, rows):
    """Every row of the benchmark has a figure and a baseline of the same run."""
    bench = Bench(two, embedder, models, ["校长听课多少节", "课后服务收多少钱"], kept=tmp_path, encoded=4)
    measurements = [m for row in rows for m in row(bench)]

    assert measurements
    assert all(m.value > 0 and m.baseline > 0 for m in measurements)
    assert all(m.name in bench_table(measurements) for m in measurements)
