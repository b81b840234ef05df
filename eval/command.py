"""What `wence eval` does: questions asked of documents, figures printed."""

import json
from collections.abc import Sequence
from pathlib import Path

from eval.corpus import open_corpus
from eval.questions import read_questions
from eval.report import as_plain, as_text
from eval.runner import Report, run
from retrieval.embedder import Embedder


def main(questions: Sequence[Path], corpus: Path, *, embedder: Embedder, as_json: bool) -> int:
    """Print the figures and return the exit code. Raises QuestionsMissing, CorpusMissing and BadQuestion."""
    asked = read_questions(questions)
    with open_corpus(corpus, embedder) as library:
        report = run(asked, library.ask, library.texts)
    print(json.dumps(as_plain(report), ensure_ascii=False, indent=1) if as_json else as_text(report))
    return exit_code(report)


def exit_code(report: Report) -> int:
    """0 when every citation is an exact slice of its document, else 1."""
    return 0 if report.figures()["exact_citations"] in (None, 1.0) else 1
