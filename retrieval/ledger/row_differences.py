"""What differs between rows of one topic: 数值, 时限, 主体, 力度. Pure."""

from collections.abc import Callable, Hashable, Sequence

from ingest.commitment_model import Commitment
from ingest.normalise import fold

NUMBER, DEADLINE, BODY, STRENGTH, WORDING = "数值", "时限", "主体", "力度", "措辞"
_OWN = "本我全该市县区省州旗"  # signs that name a body's own place: 区教育局 and 县教育局 are the same office


def differences(rows: Sequence[Commitment], regions: Sequence[str | None]) -> tuple[str, ...]:
    """In what *rows* of several plans differ. *regions* are the plans' places: their names in bodies don't count."""
    bodies = [_bodies(row, region) for row, region in zip(rows, regions, strict=True)]
    found = [name for name, of in _ASPECTS if len({of(row) for row in rows}) > 1]
    if len(set(bodies)) > 1:
        found.append(BODY)
    return tuple(name for name in (NUMBER, DEADLINE, BODY, STRENGTH) if name in found)


def changes(old: Commitment, new: Commitment) -> tuple[str, ...]:
    """In what a row of a newer version differs from the one it comes from; also in 措辞 where its words do."""
    found = differences((old, new), (None, None))
    return (*found, WORDING) if fold(old.quote) != fold(new.quote) else found


def _figures(row: Commitment) -> Hashable:
    return frozenset((m.value, m.max, m.comparator, fold(m.unit or m.raw)) for m in row.metrics)


def _due(row: Commitment) -> Hashable:
    return (row.deadline.iso or fold(row.deadline.raw or ""), row.deadline.type == "from")


def _strength(row: Commitment) -> Hashable:
    return row.strength


_ASPECTS: Sequence[tuple[str, Callable[[Commitment], Hashable]]] = (
    (NUMBER, _figures),
    (DEADLINE, _due),
    (STRENGTH, _strength),
)


def _bodies(row: Commitment, region: str | None) -> frozenset[str]:
    place = fold(region or "")
    return frozenset(_office(fold(name), place) for name in row.responsible)


def _office(name: str, place: str) -> str:
    """区教育局, 云砚区教育局 → 教育局; a name that is nothing but its place stays."""
    short = name.removeprefix(place) if place else name
    return short.lstrip(_OWN) or name
