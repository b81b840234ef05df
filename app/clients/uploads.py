"""Many files for the library, one after another: what becomes of each, in their order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.clients.transport import Json
from ingest.errors import WenceError


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read in, or the ``problem`` that keeps it out.

    It is this ``share`` of a file of ``kind`` (suffix) on the disk, whose bytes it has its part of in ``size``.
    """

    name: str
    data: bytes = b""
    kind: str = ""
    size: float = 0.0
    share: float = 1.0
    problem: WenceError | None = None


Outcome = Json | WenceError  # the reply of an upload, or why the file was refused
Watcher = Callable[[Source, str, int, int], None]  # whose file is at which stage, done, total


def outcome(source: Source, upload: Callable[[Source], Json]) -> Outcome:
    """What became of one file."""
    if source.problem:
        return source.problem
    try:
        return upload(source)
    except WenceError as error:
        return error


def one_by_one(
    sources: Iterable[Source], upload: Callable[[Source], Json]
) -> Iterator[tuple[Source, Outcome]]:
    """Each with what became of it."""
    for source in sources:
        yield source, outcome(source, upload)
