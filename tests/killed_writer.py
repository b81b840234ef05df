"""A process that writes to a library until it is killed: ``python -m tests.killed_writer HOME MODELS SEED``.

Each step is announced before it begins, followed, and confirmed when it is over, one JSON line each.
"""

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

from ingest.layout import Layout
from ingest.model import Document
from ingest.pipeline import read_again, read_document
from retrieval.embedder import open_embedder
from retrieval.shelf import Shelf
from retrieval.store.marks import Mark

TITLES = 12
REVISIONS = 5  # so few that older ones come back
ACTS = ("报送学籍数据", "检查校车和食堂", "开展教师轮岗", "修缮操场和教室", "评选优秀班主任", "公布招生范围")


def notice(number: int, revision: int) -> bytes:
    """Notice *number* of the county in its *revision*: same title and 文号, other provisions."""
    chance = random.Random(f"{number} {revision}")
    provisions = "\n".join(
        f"{label}、{chance.choice(ACTS)}。各学校每{chance.choice('周月年')}{chance.choice(ACTS)}不少于{chance.randint(1, 90)}次。"
        for label in "一二三四五六七"[: chance.randint(1, 7)]
    )
    return f"临溪县第{number}项教育工作方案\n临溪教〔2024〕{number}号\n{provisions}\n".encode()


def file_name(number: int) -> str:
    return f"{number}.txt"


def document(number: int, revision: int) -> Document:
    """The notice as it is stored: an even number is laid out in pages, as if it came of a PDF."""
    read = read_document(notice(number, revision), file_name(number))
    pages = () if number % 2 else (0, len(read.text) // 2)
    return read_again(replace(read, layout=Layout(pages=pages)))


def tell(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def follow(stage: str, done: int, total: int) -> None:
    tell(at=stage, part=f"{done}/{total}")


class Writer:
    """Whatever changes a library, in random order."""

    def __init__(self, shelf: Shelf, chance: random.Random) -> None:
        self._shelf, self._library, self._chance = shelf, shelf.library, chance

    def step(self) -> None:
        """One change, told before and after."""
        number = self._chance.randint(1, TITLES)
        ident = document(number, 0).id
        kinds = [self._put, self._talk]
        if ident in {summary.id for summary in self._library.summaries()}:
            kinds = [self._put, self._put, self._delete, self._mark, self._reindex, self._talk]
        self._chance.choice(kinds)(number, ident)
        tell(done=number)

    def _put(self, number: int, _: str) -> None:
        revision = self._chance.randint(1, REVISIONS)
        tell(step="put", number=number, revision=revision)
        self._shelf.add(document(number, revision), notice(number, revision), follow)

    def _delete(self, number: int, ident: str) -> None:
        tell(step="delete", number=number)
        self._shelf.delete(ident)

    def _mark(self, number: int, ident: str) -> None:
        row = self._library.document(ident).commitments[0]
        note = f"{self._chance.random()}"
        tell(step="mark", number=number, note=note)
        version = self._library.summary(ident).version
        place = (row.clause_id, version, row.quote, row.start, row.end)
        self._library.marks.add(
            Mark(ident, row.id, *place, "done", note, "督导室", "2024-06-07T00:00:00+00:00")
        )

    def _reindex(self, *_: object) -> None:
        tell(step="reindex")
        self._shelf.reindex(follow)

    def _talk(self, *_: object) -> None:
        question = f"{self._chance.random()}次？"
        tell(step="talk", question=question)
        begun = self._library.conversations.begin("教师")
        answer = {"question": question, "answer": "文件未提及。", "citations": []}
        self._library.conversations.add("教师", begun.id, answer)


def main(home: str, models: str, seed: str) -> None:
    embedder = open_embedder(None, Path(models))
    tell(step="open")
    with Shelf.open(Path(home), embedder) as shelf:
        tell(done="open")
        writer = Writer(shelf, random.Random(seed))
        while True:
            writer.step()


if __name__ == "__main__":
    main(*sys.argv[1:])
