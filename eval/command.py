"""What `wence eval` does: ask, score again, compare, measure retrieval; figures printed and written to files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from eval import comparison, notice_answers, report, table_of_rankings
from eval.baselines import measure_baselines
from eval.corpus import open_corpus
from eval.html_report import comparison_page, rankings_page, report_page
from eval.notices import measure_notices, read_notices
from eval.questions import Question, read_questions
from eval.recording import Run, kept, read_run
from eval.runner import Progress, asked, settings_of, texts_of
from eval.scoring import Report, scored
from eval.table import table
from eval.table_of_rankings import Ranked
from retrieval.embedder import Embedder


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where results go besides the terminal. ``print_json``: JSON on the terminal instead of the tables."""

    record: Path | None = None
    page: Path | None = None
    json: Path | None = None
    print_json: bool = False

    def deliver(self, text: str, plain: Any, page: str) -> None:
        """Print the figures and write the files that were asked for."""
        as_json = json.dumps(plain, ensure_ascii=False, indent=1)
        print(
            as_json if self.print_json else text, flush=True
        )  # first: a file that can't be written costs no figures
        for path, content in ((self.json, as_json), (self.page, page)):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Models:
    """What answers: the embedder, and a chat model under its name or none."""

    embedder: Embedder
    chat_model: BaseChatModel | None = None
    chat_name: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Which questions to ask of which documents, with baselines beside or without."""

    questions: Sequence[Path]
    corpus: Path
    baselines: bool = False


def evaluate(wanted: Evaluation, models: Models, outputs: Outputs, progress: Progress) -> int:
    """Ask, score and deliver; return the exit code. Raises QuestionsMissing, CorpusMissing and BadQuestion."""
    questions = read_questions(wanted.questions)
    with open_corpus(
        wanted.corpus, models.embedder, chat_model=models.chat_model, progress=progress
    ) as corpus:
        settings = settings_of(corpus, wanted.corpus, chat_model=models.chat_name)
        replies = asked(questions, corpus.reply, corpus.texts, progress)
        records = tuple(kept(settings, replies, outputs.record))
        ways = measure_baselines(corpus, records, models.embedder, progress) if wanted.baselines else []
        return _deliver(scored(records, corpus.texts), settings, ways=ways, outputs=outputs)


def replay(path: Path, *, corpus: Path | None, questions: Sequence[Path], outputs: Outputs) -> int:
    """Score a recorded run again; *questions* replace those recorded where the ids are the same.

    Raises BadRun, CorpusChanged, QuestionsMissing and BadQuestion.
    """
    run = read_run(path)
    known = {question.id: question for question in read_questions(questions)}
    return _deliver(_scored(run, corpus, known), run.settings, ways=[], outputs=outputs)


def compare(before: Path, after: Path, *, corpus: Path | None, outputs: Outputs) -> int:
    """Two recorded runs beside each other. Raises BadRun and CorpusChanged."""
    runs = [read_run(before), read_run(after)]
    found = comparison.compared(*(_scored(run, corpus, {}) for run in runs))
    page = comparison_page(found, runs[0].settings, runs[1].settings)
    outputs.deliver(report.comparison_text(found), comparison.as_plain(found), page)
    return 0


def notices(
    paths: Sequence[Path], models: Models, *, sample: int | None, outputs: Outputs, progress: Progress
) -> int:
    """Retrieval and answers on notices that bring their own questions. Raises QuestionsMissing and BadNotice."""
    found = measure_notices(read_notices(paths), models.embedder, sample=sample, progress=progress)
    settings = {
        "embedding_model": models.embedder.fingerprint,
        "corpus": "、".join(map(str, paths)),
        "documents": (),
    }
    plain = {
        "settings": settings,
        "rankings": table_of_rankings.as_plain(found.rankings),
        "answers": notice_answers.as_plain(found.answers),
    }
    answers = notice_answers.as_rows(found.answers)
    text = f"{_ranking_text(found.rankings)}\n\n回答（括号内为 95% 区间）\n{table(answers)}"
    outputs.deliver(text, plain, rankings_page(found.rankings, settings, answers))
    return 0


def exit_code(found: Report) -> int:
    """0 when every citation is an exact slice of its document, else 1."""
    return 0 if found.figures()["exact_citations"] in (None, 1.0) else 1


def _scored(run: Run, corpus: Path | None, known: dict[str, Question]) -> Report:
    records = (replace(r, question=known.get(r.question.id, r.question)) for r in run.records)
    return scored(records, texts_of(run, corpus))


def _deliver(found: Report, settings: Any, *, ways: Sequence[Ranked], outputs: Outputs) -> int:
    text = "\n\n".join([report.as_text(found), *([_ranking_text(ways)] if ways else [])])
    plain = {
        **report.as_plain(found),
        "settings": dict(settings),
        "rankings": table_of_rankings.as_plain(ways),
    }
    outputs.deliver(text, plain, report_page(found, settings, ways))
    return exit_code(found)


def _ranking_text(ways: Sequence[Ranked]) -> str:
    return f"检索（括号内为 95% 区间）\n{table(table_of_rankings.as_rows(ways))}"
