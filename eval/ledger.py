"""How complete and how right the ledger is: `python -m eval.ledger`, against rows that were written by hand.

A row of ours and one of theirs are the same commitment where their words overlap by 40 %; best pairs first, each
row once.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.corpus import DEFAULT_CORPUS
from eval.lines import lines_of
from eval.table import table
from ingest.commitment_model import Commitment
from ingest.pipeline import read_document

DEFAULT_LEDGER = Path(__file__).parent / "ledger.jsonl"
SAME = 0.4  # intersection over union from which two quotes are the same commitment


@dataclass(frozen=True, slots=True)
class Expected:
    """A row as it was written by hand. ``core``: has a figure, date, sum, body, ban or named thing."""

    doc: str
    quote: str
    start: int
    end: int
    kind: str
    certainty: str
    core: bool
    metrics: tuple[Mapping[str, Any], ...] = ()
    responsible: tuple[str, ...] = ()
    deadline: Mapping[str, Any] = field(default_factory=dict)


Pair = tuple[Expected, Commitment]


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The rows of several documents, paired; ``found`` counts all of ours."""

    expected: tuple[Expected, ...]
    pairs: tuple[Pair, ...]
    found: int

    @property
    def recall(self) -> float:
        """Share of the expected core rows that were found."""
        core = sum(row.core for row in self.expected)
        return sum(row.core for row, _ in self.pairs) / core if core else 0.0

    @property
    def precision(self) -> float:
        """Share of our rows that were expected, core or not."""
        return len(self.pairs) / self.found if self.found else 0.0

    def right(self, same: Callable[[Expected, Commitment], bool]) -> float:
        """Share of the pairs of which *same* holds."""
        return sum(same(*pair) for pair in self.pairs) / len(self.pairs) if self.pairs else 0.0


def same_figures(expected: Expected, row: Commitment) -> bool:
    wanted = {(round(m["value"], 3), m["comparator"], (m["unit"] or "")[:1]) for m in expected.metrics}
    return wanted == {(round(m.value or 0, 3), m.comparator, (m.unit or "")[:1]) for m in row.metrics}


RIGHT: Mapping[str, Callable[[Expected, Commitment], bool]] = {
    "数量": same_figures,
    "时限": lambda expected, row: expected.deadline.get("iso") == row.deadline.iso,
    "责任单位": lambda expected, row: set(expected.responsible) == set(row.responsible),
    "类别": lambda expected, row: expected.kind == row.kind,
    "强度": lambda expected, row: expected.certainty == row.strength,
}


def read_ledger(path: Path) -> dict[str, list[Expected]]:
    """File name → its rows."""
    rows: dict[str, list[Expected]] = defaultdict(list)
    for line in lines_of(path):
        row = Expected(**json.loads(line))
        rows[row.doc].append(row)
    return rows


def compare(expected: Mapping[str, Sequence[Expected]], corpus: Path) -> Ledgers:
    """Extract the ledgers of the documents in *expected* from the files in *corpus*, and pair the rows."""
    pairs: list[Pair] = []
    found = 0
    for name, rows in expected.items():
        ours = read_document((corpus / name).read_bytes(), name).commitments
        pairs += pair(rows, ours)
        found += len(ours)
    return Ledgers(tuple(row for rows in expected.values() for row in rows), tuple(pairs), found)


def pair(expected: Sequence[Expected], rows: Sequence[Commitment]) -> list[Pair]:
    """Rows that are the same commitment, best overlap first, each once."""
    scored = sorted(
        ((_overlap(e, r), i, j) for i, e in enumerate(expected) for j, r in enumerate(rows)), reverse=True
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for score, i, j in scored:
        if score >= SAME and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((expected[i], rows[j]))
    return pairs


def _overlap(expected: Expected, row: Commitment) -> float:
    both = min(expected.end, row.end) - max(expected.start, row.start)
    return max(both, 0) / (max(expected.end, row.end) - min(expected.start, row.start))


def as_text(ledgers: Ledgers) -> str:
    """Recall, precision, and the share of the pairs that agree in each column."""
    heading = ["人工逐条核对", f"{len(ledgers.expected)} 条"]
    lines: Iterable[tuple[str, float]] = [
        ("要点召回率", ledgers.recall),
        ("精确率", ledgers.precision),
        *((f"{name}相同", ledgers.right(same)) for name, same in RIGHT.items()),
    ]
    return table([heading, *([name, f"{share:.1%}"] for name, share in lines)])


def main() -> None:
    """Print how the extracted ledger compares with the one by hand."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.ledger", description="对照人工台账，核对承诺台账的完整和准确"
    )
    parser.add_argument("--ledger", type=Path, default=DEFAULT_LEDGER, help="人工台账（.jsonl）")
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="文件所在的文件夹")
    arguments = parser.parse_args()
    print(as_text(compare(read_ledger(arguments.ledger), arguments.corpus)))


if __name__ == "__main__":
    main()
