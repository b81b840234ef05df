"""SIGKILL at any moment: after the next start every document is whole or absent, in all three stores."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import read_document
from retrieval.embedder import Embedder
from retrieval.lexical import LexicalIndex
from retrieval.library import Library
from retrieval.shelf import Shelf
from retrieval.vectors import VectorIndex
from tests.killed_writer import notice

ROOT = Path(__file__).parent.parent
EVERYWHERE = "临溪县教育工作方案"  # words of the title, which every passage carries
LINES = 40  # a step says about ten: opening, parsing, encoding, storing and indexing are all hit
PAUSE = 0.05  # seconds at most between the last line read and the kill
State = dict[int, int]  # number of a notice → its revision


def write_until_killed(home: Path, models: Path, chance: random.Random) -> list[dict]:
    """Let a real process write, kill it at a random moment, and return what it said until then."""
    command = [sys.executable, "-m", "tests.killed_writer", str(home), str(models), str(chance.random())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            said = [json.loads(process.stdout.readline()) for _ in range(chance.randint(1, LINES))]
            time.sleep(chance.random() * PAUSE)
        finally:
            process.kill()
        return said + [json.loads(line) for line in process.stdout if line.endswith("\n")]


def outcomes(before: State, said: list[dict]) -> tuple[State, State]:
    """What the library must hold: everything confirmed, without or with the step that was under way."""
    confirmed, under_way = dict(before), dict(before)
    for line in said:
        if "done" in line:
            confirmed = dict(under_way)
        elif line.get("step") == "put":
            under_way[line["number"]] = line["revision"]
        elif line.get("step") == "delete":
            under_way.pop(line["number"])
    return confirmed, under_way


def texts(state: State) -> dict[str, str]:
    return {f"{number}.txt": notice(number, revision).decode() for number, revision in state.items()}


def check_stores(home: Path) -> dict[str, str]:
    """The texts in the library, once all three stores are seen to hold their passages and nothing else."""
    library = Library.open(home / "library.sqlite")
    vectors, lexical = VectorIndex.open(home / "chroma", library.id), LexicalIndex.open(home / "lexical")
    entries = [entry for batch in library.passages.batches() for entry in batch]
    numbers = {unit: sorted(e.number for e in entries if e.unit == unit) for unit in ("clause", "sentence")}
    documents = [library.document(summary.id) for summary in library.summaries()]
    state = f"{library.id}:{library.generation}"
    indexed = {unit: sorted(vectors.numbers(unit)) for unit in numbers}
    words = {unit: sorted(lexical.scores(EVERYWHERE, unit, limit=10_000)) for unit in numbers}
    stamps = {vectors.stamp, lexical.stamp}
    sound = lexical.is_sound(library.passages.counts())
    for store in (library, vectors, lexical):
        store.close()

    for document in documents:
        fresh = read_document(document.text.encode(), document.file_name)
        assert (document.clauses, document.passages) == (fresh.clauses, fresh.passages)
    assert indexed == words == numbers
    assert (stamps, sound) == ({state}, True)
    return {document.file_name: document.text for document in documents}


def survive(home: Path, models: Path, embedder: Embedder, kills: int, seed: int) -> Iterator[int]:
    """Kill, start, check, go on with the same library; yields the steps that were confirmed."""
    chance, state = random.Random(seed), {}
    for _ in range(kills):
        said = write_until_killed(home, models, chance)
        Shelf.open(home, embedder).close()
        held = check_stores(home)
        confirmed, under_way = outcomes(state, said)
        assert held in (texts(confirmed), texts(under_way))
        state = confirmed if held == texts(confirmed) else under_way
        yield sum("done" in line for line in said)


def test_killed_while_writing(tmp_path: Path, models: Path, embedder: Embedder):
    """Three kills in a row lose no confirmed step and leave no half of another."""
    steps = list(survive(tmp_path / "home", models, embedder, kills=3, seed=20240607))

    assert len(steps) == 3


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_killed_thirty_times(tmp_path: Path, models: Path, embedder: Embedder):
    """Thirty kills, at any moment from opening to writing, neither."""
    steps = list(survive(tmp_path / "home", models, embedder, kills=30, seed=int(time.time())))

    assert len(steps) == 30
    assert sum(steps) > 30
