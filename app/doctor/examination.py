"""All checks, in the order in which a start would stumble."""

from collections.abc import Iterator

from app.doctor import indices, models, place, programs, store
from app.doctor.finding import Finding
from app.settings import Settings
from retrieval.errors import HomeUnusable
from retrieval.store.home import is_held


def examine(settings: Settings) -> Iterator[Finding]:
    """One finding a check, as they come; the library is not changed, only an index that is broken may be emptied."""
    held = _held(settings)
    yield place.folder(settings.home)
    yield place.space(settings.home)
    yield place.holder(settings)
    yield from store.store(settings.home / "library.sqlite")
    yield from indices.indices(settings, held=held)
    yield models.embedding(settings)
    yield models.chat(settings)
    if not held:
        yield from place.ports(settings)
    yield from programs.programs()


def _held(settings: Settings) -> bool:
    try:
        return is_held(settings.home)
    except HomeUnusable:
        return False
