"""SIGKILL at any moment: after the next start every change is whole or absent, in every table and both indices."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import pytest

from app.doctor.store import store
from ingest.model import Document
from retrieval.embedder import Embedder
from retrieval.lexical import LexicalIndex
from retrieval.library import Library
from retrieval.shelf import Shelf
from retrieval.vectors import VectorIndex
from tests.killed_writer import document, notice

ROOT = Path(__file__).parent.parent
EVERYWHERE = "临溪县教育工作方案"  # words of the title, which every passage carries
LINES = 40  # a step says about ten: opening, parsing, encoding, storing and indexing are all hit
PAUSE = 0.05  # seconds at most between the last line read and the kill
# Texts of all versions and notes by the number of the notice, and the questions asked.
Plain = tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]], list[str]]


@dataclass(frozen=True)
class State:
    """What a library holds: the revisions of each notice, oldest first, the notes on its marks, the questions asked."""

    revisions: dict[int, tuple[int, ...]] = field(default_factory=dict)
    notes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[str, ...] = ()

    def after(self, step: dict) -> "State":
        """The state once *step*, as the writer told it, is done."""
        number = step.get("number")
        match step["step"]:
            case "put":
                before = self.revisions.get(number, ())
                same = before and notice(number, before[-1]) == notice(number, step["revision"])
                new = before if same else (*before, step["revision"])
                return replace(self, revisions={**self.revisions, number: new})
            case "delete":
                return replace(
                    self, revisions=_without(self.revisions, number), notes=_without(self.notes, number)
                )
            case "mark":
                return replace(
                    self, notes={**self.notes, number: (*self.notes.get(number, ()), step["note"])}
                )
            case "talk":
                return replace(self, questions=(*self.questions, step["question"]))
            case _:
                return self

    def plain(self) -> Plain:
        """The same as a library tells it."""
        texts = {
            number: tuple(notice(number, revision).decode() for revision in revisions)
            for number, revisions in self.revisions.items()
        }
        return texts, self.notes, sorted(self.questions)


def _without(held: dict, number: int) -> dict:
    return {key: value for key, value in held.items() if key != number}


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
    confirmed = under_way = before
    for line in said:
        if "done" in line:
            confirmed = under_way
        elif "step" in line:
            under_way = under_way.after(line)
    return confirmed, under_way


def check_indices(home: Path, library: Library) -> None:
    """Both hold the passages of the library and nothing else."""
    vectors, lexical = VectorIndex.open(home / "chroma", library.id), LexicalIndex.open(home / "lexical")
    entries = [entry for batch in library.passages.batches() for entry in batch]
    numbers = {unit: sorted(e.number for e in entries if e.unit == unit) for unit in ("clause", "sentence")}
    state = f"{library.id}:{library.generation}"
    indexed = sorted(vectors.numbers())
    words = {unit: sorted(lexical.scores(EVERYWHERE, unit, limit=10_000)) for unit in numbers}
    stamps = {vectors.stamp, lexical.stamp}
    sound = lexical.is_sound(library.passages.counts())
    for index in (vectors, lexical):
        index.close()

    assert indexed == sorted(chain.from_iterable(numbers.values()))
    assert words == numbers
    assert (stamps, sound) == ({state}, True)


def check_document(library: Library, ident: str, version: int, expected: Document) -> None:
    """One version, whole: text, clauses, ledger, layout, file; passages of the current one only."""
    held = library.document(ident, version)
    current = version == library.summary(ident).version

    assert held == replace(expected, version=version, passages=expected.passages if current else ())
    assert library.file(ident, version) == expected.text.encode()


def check_stores(home: Path, state: State) -> bool:
    """Whether the library holds just *state*; if so, every store is seen to hold all of it and nothing else."""
    faults = [finding for finding in store(home / "library.sqlite") if finding.state != "ok"]
    with closing(Library.open(home / "library.sqlite")) as library:
        check_indices(home, library)
        assert faults == []
        assert library.tokens.count_missing() == 0
        if held(library) != state.plain():
            return False
        for number, revisions in state.revisions.items():
            for version, revision in enumerate(revisions, start=1):
                check_document(library, document(number, 0).id, version, document(number, revision))
    return True


def held(library: Library) -> Plain:
    """What the library says that it holds."""
    texts, notes = {}, {}
    for summary in library.summaries():
        number = int(summary.file_name.removesuffix(".txt"))
        texts[number] = tuple(library.text(summary.id, at) for at in range(1, summary.version + 1))
        if marks := library.marks.entries(summary.id):
            notes[number] = tuple(mark.note for mark in marks)
    told = library.conversations
    questions = [turn.question for one in told.listed("教师") for turn in told.turns("教师", one.id)]
    return texts, notes, sorted(questions)


def survive(home: Path, models: Path, embedder: Embedder, kills: int, seed: int) -> Iterator[int]:
    """Kill, start, check, go on with the same library; yields the steps that were confirmed."""
    chance, state = random.Random(seed), State()
    for _ in range(kills):
        said = write_until_killed(home, models, chance)
        Shelf.open(home, embedder).close()
        confirmed, under_way = outcomes(state, said)
        state = next((one for one in (confirmed, under_way) if check_stores(home, one)), None)
        assert state is not None, "neither what was confirmed nor that with the step under way"
        yield sum("done" in line for line in said)


def test_killed_while_writing(tmp_path: Path, models: Path, embedder: Embedder):
    """Three kills in a row lose no confirmed step and leave no half of another."""
    steps = list(survive(tmp_path / "home", models, embedder, kills=3, seed=20240607))

    assert len(steps) == 3


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_killed_a_hundred_times(tmp_path: Path, models: Path, embedder: Embedder):
    """A hundred kills, at any moment from opening to writing, neither; another number with WENCE_SOAK_KILLS."""
    kills = int(os.environ.get("WENCE_SOAK_KILLS", "100"))
    steps = list(survive(tmp_path / "home", models, embedder, kills=kills, seed=int(time.time())))

    print(f"{kills} 次中断，其间确认 {sum(steps)} 步")
    assert len(steps) == kills
    assert sum(steps) > kills
