"""What a question costs as the library grows: each figure beside the smallest library's in the same run."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.generated import questions
from eval.bench.large import large_library
from eval.bench.measure import Latency, Measurement
from eval.bench.scripted_model import scripted_model
from eval.bench.serving import Crowd, Server, serving
from retrieval.embedder import Embedder

CROWDS = (8, 32)
ASKED = 64
ROUNDS = 4  # times that a crowd asks all of it: the first and last seconds of a crowd are not like the others
SHARE = 4  # one document in so many is in a narrowed scope
LISTING = ("列出全部量化指标", "有哪些严禁的行为？", "教育局负责哪些工作？", "哪些任务要在年底前完成？")
ALONE = "一人提问"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one library: seconds to start, megabytes in memory (ready, and after all crowds) and on disk, the crowds by
    what they did, and how soon the first words come where a chat model that needs no time of its own gives them."""

    started: float
    idle: float
    worked: float
    on_disk: float
    crowds: dict[tuple[str, int], Crowd]
    first_words: Latency


def figures_by_size(
    folder: Path, embedder: Embedder, models: Path, sizes: Sequence[int]
) -> list[Measurement]:
    """Rows for libraries of *sizes* clauses, kept in *folder*; the first of them is the baseline."""
    figures = {size: _figures(large_library(folder, size, embedder), models) for size in sizes}
    return [row for size in sizes for row in _rows(size, figures[size], sizes[0], figures[sizes[0]])]


def _figures(home: Path, models: Path) -> Figures:
    with serving(home, models) as server:
        idle = server.resident
        crowds = {(name, n): crowd for name, n, crowd in _crowds(server)}
        on_disk = sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / 1e6
        started, worked = server.started, server.resident
    return Figures(started, idle, worked, on_disk, crowds, _first_words(home, models))


def _first_words(home: Path, models: Path) -> Latency:
    with (
        scripted_model() as address,
        serving(home, models, WENCE_LLM_BASE_URL=address, WENCE_LLM_MODEL="scripted") as server,
    ):
        return server.first_words(_asked())


def _asked() -> list[str]:
    return random.Random(0).sample(questions(), ASKED)


def _crowds(server: Server) -> Iterator[tuple[str, int, Crowd]]:
    asked = _asked()
    scope = {"documents": server.document_ids()[::SHARE]}
    kinds: dict[str, tuple[str, list[dict[str, Any]]]] = {
        "检索": ("/v1/search", [{"query": q} for q in asked]),
        "检索（四分之一范围）": ("/v1/search", [{"query": q, "scope": scope} for q in asked]),
        "回答": ("/v1/ask", [{"question": q} for q in asked]),
        "回答（四分之一范围）": ("/v1/ask", [{"question": q, "scope": scope} for q in asked]),
        "罗列台账": ("/v1/ask", [{"question": q} for q in LISTING]),
    }
    for name, (path, bodies) in kinds.items():
        yield name, 1, server.timed(path, bodies)
    for name in ("检索", "回答"):
        for crowd in CROWDS:
            path, bodies = kinds[name]
            yield name, crowd, server.timed(path, bodies * ROUNDS, at_once=crowd)


def _rows(size: int, figures: Figures, least: int, baseline: Figures) -> Iterator[Measurement]:
    here, there = f"{size:,} 条款", f"{least:,} 条款"
    yield Measurement(f"{here}：启动到就绪", "秒", figures.started, baseline.started, there)
    yield Measurement(f"{here}：就绪时占用内存", "MB", figures.idle, baseline.idle, there)
    yield Measurement(f"{here}：多人提问后占用内存", "MB", figures.worked, baseline.worked, there)
    yield Measurement(f"{here}：占用磁盘", "MB", figures.on_disk, baseline.on_disk, there)
    words = f"{here}：第一个字（对话模型不计）"
    yield from figures.first_words.beside(baseline.first_words, words, against=there)
    for (name, crowd), measured in figures.crowds.items():
        if crowd == 1:
            same = baseline.crowds[name, crowd].latency
            yield from measured.latency.beside(same, f"{here}：{name}", against=there)
        else:
            alone = figures.crowds[name, 1]
            total = f"{here}：{crowd} 人同时{name}"
            yield Measurement(total, "次/秒", measured.a_second, alone.a_second, ALONE)
