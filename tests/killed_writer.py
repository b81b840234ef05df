"""A process that writes to a library until it is killed: ``python -m tests.killed_writer HOME MODELS SEED``.

Each step is announced before it begins, followed, and confirmed when it is over, one JSON line each.
"""

import json
import random
import sys
from pathlib import Path

from ingest.pipeline import ingest, read_document
from retrieval.embedder import open_embedder
from retrieval.shelf import Shelf

TITLES = 12
ACTS = ("报送学籍数据", "检查校车和食堂", "开展教师轮岗", "修缮操场和教室", "评选优秀班主任", "公布招生范围")


def notice(number: int, revision: int) -> bytes:
    """Notice *number* of the county in its *revision*: same title and 文号, other provisions."""
    chance = random.Random(f"{number} {revision}")
    provisions = "\n".join(
        f"{label}、{chance.choice(ACTS)}。各学校每{chance.choice('周月年')}{chance.choice(ACTS)}不少于{chance.randint(1, 90)}次。"
        for label in "一二三四五六七"[: chance.randint(1, 7)]
    )
    return f"临溪县第{number}项教育工作方案\n临溪教〔2024〕{number}号\n{provisions}\n".encode()


def tell(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def follow(stage: str, done: int, total: int) -> None:
    tell(at=stage, part=f"{done}/{total}")


def main(home: str, models: str, seed: str) -> None:
    chance = random.Random(seed)
    ids = {number: read_document(notice(number, 0), "x.txt").id for number in range(1, TITLES + 1)}
    embedder = open_embedder(None, Path(models))
    tell(step="open")
    with Shelf.open(Path(home), embedder) as shelf:
        tell(done="open")
        while True:
            number, revision = chance.randint(1, TITLES), chance.randint(1, 9999)
            present = ids[number] in {summary.id for summary in shelf.library.summaries()}
            if present and chance.random() < 0.3:
                tell(step="delete", number=number)
                shelf.delete(ids[number])
            else:
                tell(step="put", number=number, revision=revision)
                ingest(notice(number, revision), f"{number}.txt", shelf=shelf, progress=follow)
            tell(done=number)


if __name__ == "__main__":
    main(*sys.argv[1:])
