"""`wence eval`: how good the answers are, over questions whose evidence is known."""

import argparse
from pathlib import Path
from typing import Any

from app.progress import Bars
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "eval",
        help="评测回答质量",
        description="用已知答案的问题评测回答，文件另建临时文件库，不动现有文件库。",
    )
    parser.add_argument(
        "--questions", nargs="+", type=Path, metavar="文件", help="问题（.jsonl），默认为自带的问题"
    )
    parser.add_argument("--corpus", type=Path, metavar="文件夹", help="问题所问的文件，默认为自带的示例")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    # These take seconds to import: only where they are used.
    from eval.command import main
    from eval.corpus import DEFAULT_CORPUS
    from eval.questions import DEFAULT_QUESTIONS
    from retrieval.embedder import open_embedder

    with Bars() as bars:
        embedder = open_embedder(settings.embedding_model, settings.models, bars)
    return main(
        options.questions or [DEFAULT_QUESTIONS],
        options.corpus or DEFAULT_CORPUS,
        embedder=embedder,
        as_json=options.json,
    )
