"""`wence eval`: how good the answers are, over questions whose evidence is known."""

import argparse
from pathlib import Path
from typing import Any

from app.errors import CannotWrite
from app.parser import count
from app.progress import Bars
from app.settings import Settings
from ingest.errors import reason

FILE = "文件"


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "eval",
        help="评测回答质量",
        description="用已知答案的问题评测回答，文件另建临时文件库，不动现有文件库。设置了对话模型时用它作答。",
    )
    parser.add_argument(
        "--questions", nargs="+", type=Path, metavar=FILE, help="问题（.jsonl），默认为自带的问题"
    )
    parser.add_argument("--corpus", type=Path, metavar="文件夹", help="问题所问的文件，默认为自带的示例")
    parser.add_argument("--extractive", action="store_true", help="不用对话模型，只摘录原文")
    parser.add_argument(
        "--baselines", action="store_true", help="同时测量常见做法：定长切块、仅 BM25、仅向量"
    )
    parser.add_argument("--record", type=Path, metavar=FILE, help="记录每个问题的完整回答，可再次评分")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--replay", type=Path, metavar=FILE, help="不提问，对一份记录重新评分")
    instead.add_argument("--compare", nargs=2, type=Path, metavar=FILE, help="比较两份记录")
    instead.add_argument(
        "--notices", nargs="+", type=Path, metavar=FILE, help="改用自带问题的文件（.jsonl），测检索和回答"
    )
    parser.add_argument("--sample", type=count, metavar="数", help="与 --notices 同用：抽取多少个问题")
    parser.add_argument("--report", type=Path, metavar=FILE, help="写出网页报告（.html）")
    parser.add_argument("--json", nargs="?", const="", metavar=FILE, help="写出 JSON；不带文件名则输出到屏幕")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    try:
        return _measured(options, settings)
    except OSError as exc:  # a file that the results were to be written to
        raise CannotWrite(Path(str(exc.filename)), reason(exc), "请检查写入权限，或换一个位置") from exc


def _measured(options: argparse.Namespace, settings: Settings) -> int:
    # These take seconds to import: only where they are used.
    from eval import command

    outputs = command.Outputs(
        record=options.record,
        page=options.report,
        json=Path(options.json) if options.json else None,
        print_json=options.json == "",
    )
    if options.replay:
        return command.replay(
            options.replay, corpus=options.corpus, questions=options.questions or (), outputs=outputs
        )
    if options.compare:
        return command.compare(*options.compare, corpus=options.corpus, outputs=outputs)
    return _asked(options, settings, outputs)


def _asked(options: argparse.Namespace, settings: Settings, outputs: Any) -> int:
    from eval import command
    from eval.corpus import DEFAULT_CORPUS
    from eval.questions import DEFAULT_QUESTIONS

    with Bars() as bars:
        models = _models(settings, bars, chat=not (options.extractive or options.notices))
        if options.notices:
            return command.notices(
                options.notices, models, sample=options.sample, outputs=outputs, progress=bars
            )
        wanted = command.Evaluation(
            options.questions or [DEFAULT_QUESTIONS], options.corpus or DEFAULT_CORPUS, options.baselines
        )
        return command.evaluate(wanted, models, outputs, bars)


def _models(settings: Settings, bars: Bars, *, chat: bool) -> Any:
    from eval.command import Models
    from retrieval.embedder import open_embedder
    from retrieval.models.chat_endpoint import open_chat_model

    embedder = open_embedder(settings.embedding_model, settings.models, bars)
    if not (chat and settings.llm_base_url and settings.llm_model):
        return Models(embedder)
    chat_model = open_chat_model(
        settings.llm_base_url, settings.llm_model, settings.llm_api_key, timeout=settings.llm_timeout
    )
    return Models(embedder, chat_model, settings.llm_model)
