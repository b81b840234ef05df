"""What holds for every clause tree, whatever the text."""

import re
from collections import defaultdict
from itertools import pairwise

from ingest.clauses import ClauseTree, parse_clauses
from ingest.model import Clause

DECIMAL = re.compile(r"\d+[.．]\d")


def assert_sound(text: str, tree: ClauseTree) -> None:
    """Fail with the first invariant of clause trees that *tree* breaks."""
    _slices(text, tree)
    _nesting(tree)
    _owners(text, tree)


def _slices(text: str, tree: ClauseTree) -> None:
    assert len({c.id for c in tree.clauses}) == len(tree.clauses)
    for clause in tree.clauses:
        words = text[clause.start : clause.end]
        assert 0 <= clause.start < clause.end <= len(text)
        assert words == words.strip(), clause
        assert words.startswith(clause.label), clause
        assert clause.heading in words, clause
        assert clause.path[-1] == (clause.label + clause.heading or clause.labels[-1])
        assert clause.reference
        assert (clause.level == 0) == (clause.unit != "clause") == (not clause.label)


def _nesting(tree: ClauseTree) -> None:
    by_id = {c.id: c for c in tree.clauses}
    families: dict[str | None, list[Clause]] = defaultdict(list)
    for clause in tree.clauses:
        families[clause.parent].append(clause)
        if clause.parent is not None:
            parent = by_id[clause.parent]
            assert parent.start < clause.start, clause
            assert clause.end <= parent.end, clause
            assert clause.path[:-1] == parent.path
            above = clause.labels[:-1]
            assert above == parent.labels[: len(above)]
            assert above == parent.labels or DECIMAL.match(clause.label)  # 1.2.1 says that it lies in 1.2
    for siblings in families.values():
        for a, b in pairwise(siblings):
            assert a.end <= b.start, (a, b)


def _owners(text: str, tree: ClauseTree) -> None:
    """Each character other than white space lies in a clause, a frame part or noise; noise never cuts a border."""
    owner = [0] * len(text)
    for clause in tree.clauses:
        if clause.parent is None:
            for at in range(clause.start, clause.end):
                owner[at] += 1
    assert max(owner, default=0) <= 1
    noise = set()
    for span in tree.noise:
        here = set(range(span.start, span.end))
        assert not noise & here
        noise |= here
    for at, sign in enumerate(text):
        assert sign.isspace() or owner[at] or at in noise, (at, text[max(0, at - 20) : at + 20])
    for span in tree.noise:
        for clause in tree.clauses:
            apart = span.end <= clause.start or clause.end <= span.start
            inside = clause.start <= span.start and span.end <= clause.end
            assert apart or inside, (span, clause)


def references(text: str) -> list[str]:
    """The addresses of the numbered units of *text*, in order."""
    tree = parse_clauses(text)
    assert_sound(text, tree)
    return [c.id for c in tree.clauses if not c.is_frame]
