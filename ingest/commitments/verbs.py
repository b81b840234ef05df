"""The verbs that plans commit with, read from acts.tsv."""

import re
from collections import defaultdict
from importlib.resources import files

from ingest.commitments.alternatives import by_first


def _table() -> dict[str, tuple[str, str]]:
    lines = files("ingest").joinpath("acts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {verb: (sort, needs) for verb, sort, needs in rows}


def _by_first() -> dict[str, tuple[str, ...]]:
    """The verbs by their first character, longest first: looking one up is cheaper than trying them all."""
    groups: dict[str, list[str]] = defaultdict(list)
    for verb in sorted(ACTS, key=len, reverse=True):
        groups[verb[0]].append(verb)
    return {first: tuple(verbs) for first, verbs in groups.items()}


ACTS = _table()  # verb → the sort of undertaking, and what its words must hold
VERB = re.compile(by_first("|".join(sorted(map(re.escape, ACTS), key=len, reverse=True))))
_BY_FIRST = _by_first()


def verb_at(bare: str, at: int) -> str | None:
    """The longest verb that begins at *at*."""
    for verb in _BY_FIRST.get(bare[at : at + 1], ()):
        if bare.startswith(verb, at):
            return verb
    return None
