"""The bar of an ingest: files, pace, time left, and the stage of the file whose turn it is."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from app.clients.uploads import Outcome, Source
from app.pace import Pace
from app.progress import stage_name
from app.terminal import shown
from ingest.errors import WenceError

_LEAST = 1  # byte: an empty file is a file
_PART = 1e-6  # the shares of an archive add up to 1 but for rounding


def size_of(path: Path) -> int:
    """Bytes, at least 1; 1 for what can't be looked at, which will be said of it when its turn comes."""
    try:
        return max(_LEAST, path.stat().st_size)
    except OSError:
        return _LEAST


class IngestBar(tqdm):
    """A bar over the bytes of *paths*. Use it in a with statement."""

    def __init__(self, paths: Iterable[Path]) -> None:
        sizes: Counter[str] = Counter()
        for path in paths:
            sizes[path.suffix.lower()] += size_of(path)
        self._pace, self._files, self._done, self._now = Pace(sizes), len(list(paths)), 0.0, ""
        super().__init__(
            total=self._pace.total,
            bar_format="{percentage:3.0f}%|{bar}| {told}",
            miniters=0,
            dynamic_ncols=True,
            disable=None,  # nothing is drawn into a file or a pipe
        )

    @property
    def format_dict(self) -> dict[str, Any]:
        return {**super().format_dict, "told": shown(self._told())}

    def at(self, source: Source, stage: str, done: int, total: int) -> None:
        """How far the file is whose turn it is."""
        self._now = f"{source.name} {stage_name(stage)} {done}/{total}"
        self._pace.at(source.kind, source.size, stage, done=done, total=total)
        self._draw()

    def finished(self, source: Source, outcome: Outcome) -> None:
        """What became of it."""
        new = not isinstance(outcome, WenceError) and outcome["change"] in ("added", "new_version")
        self._pace.finished(source.kind, source.size, files=source.share, new=new)
        self._done, self._now = self._done + source.share, ""
        self._draw()

    def _draw(self) -> None:
        self.n = min(self._pace.done, self.total)
        self.update(0)  # not more often than a reader can see

    def _told(self) -> str:
        rate, left = self._pace.rate, self._pace.left
        told = [f"{int(self._done + _PART)}/{self._files} 份"]
        told += [f"{rate:.3g} 份/分"] if rate else []
        told += [f"还要约 {self.format_interval(left)}"] if left else []
        return "，".join([*told, self._now] if self._now else told)
