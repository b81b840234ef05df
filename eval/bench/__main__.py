"""`make bench`: a table of speeds. Nothing is asserted: machines differ, the ratios less so."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_cache_path

from eval.bench.measure import Measurement
from eval.bench.rows import ROWS, Bench
from eval.corpus import DEFAULT_CORPUS
from eval.questions import DEFAULT_QUESTIONS, read_questions
from eval.table import table
from retrieval.embedder import open_embedder

SIZES = (300, 6_000, 60_000)  # clauses


def main() -> None:
    """Measure every row and print the table."""
    arguments = _arguments()
    bench = Bench(
        folder=arguments.corpus,
        embedder=open_embedder(arguments.embedding_model, arguments.models),
        models=arguments.models,
        kept=arguments.kept,
        sizes=arguments.sizes,
        questions=[question.question for question in read_questions([arguments.questions])],
    )
    print(as_text(measurement for row in ROWS for measurement in row(bench)))


def as_text(measurements: Iterable[Measurement]) -> str:
    """A line a measurement: figure, baseline, ratio."""
    heading = ["项目", "实测", "基线", "倍数", "单位", "基线的含义"]
    lines = [
        [m.name, f"{m.value:.2f}", f"{m.baseline:.2f}", f"{m.ratio:.2f}", m.unit, m.against]
        for m in measurements
    ]
    return table([heading, *lines])


def _arguments() -> argparse.Namespace:
    cache = user_cache_path("wence")
    models = os.environ.get("WENCE_MODELS") or cache / "models"
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="测量导入、检索和回答的速度")
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="文件所在的文件夹")
    parser.add_argument("--questions", type=Path, default=DEFAULT_QUESTIONS, help="问题文件（.jsonl）")
    parser.add_argument("--models", type=Path, default=Path(models), help="转换后的模型所在的文件夹")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="生成多少条款的文件库来比较；空着则不比较"
    )
    parser.add_argument("--kept", type=Path, default=cache / "bench", help="生成的文件库存放处，下次再用")
    parser.add_argument("--embedding-model", help="向量模型的名称或路径；默认用内置模型")
    return parser.parse_args()


if __name__ == "__main__":
    main()
