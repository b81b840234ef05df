"""How far many files are, how fast that goes and how long it will take, counted in bytes: a large one is most of the work."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

# Shares of the time that a plan takes which is no scan: parsing a little more than measured, so that it is seen.
STAGES: Mapping[str, float] = {"parse": 0.05, "encode": 0.63, "store": 0.01, "index": 0.03, "tokens": 0.28}
_ORDER = tuple(STAGES)


@dataclass(slots=True)
class _Sum:
    """Files, their bytes and the seconds they took."""

    files: float = 0.0
    size: float = 0.0
    seconds: float = 0.0

    def add(self, files: float, size: float, seconds: float) -> None:
        self.files, self.size, self.seconds = self.files + files, self.size + size, self.seconds + seconds


class Pace:
    """The pace of files whose bytes are given by kind: another kind takes another time for its bytes.

    What the library had already, or refused, says nothing about it.
    """

    def __init__(self, sizes: Mapping[str, float], clock: Callable[[], float] = time.monotonic) -> None:
        self._waiting, self._clock = dict(sizes), clock
        self.total = sum(sizes.values())
        self._new: defaultdict[str, _Sum] = defaultdict(_Sum)
        self._kind, self._size, self._part = "", 0.0, 0.0  # of the file that is being read in
        self._since = clock()
        self._cut: float | None = None  # when that file was parsed

    @property
    def done(self) -> float:
        """Bytes that are through."""
        return self.total - sum(self._waiting.values()) + self._size * self._part

    def at(self, kind: str, size: float, stage: str, *, done: int, total: int) -> None:
        """How far the next file is."""
        self._kind, self._size, self._part = kind, size, share(stage, done, total)
        if stage == "parse":
            self._cut = None
        elif self._cut is None:
            self._cut = self._clock()

    def finished(self, kind: str, size: float, *, files: float, new: bool) -> None:
        """The next file, or a share of one, is through; not *new*: the library had it, or refused it."""
        now = self._clock()
        if new:
            self._new[kind].add(files, size, now - self._since)
        self._waiting[kind] -= size
        self._since, self._size, self._part, self._cut = now, 0.0, 0.0, None

    @property
    def rate(self) -> float | None:
        """New files a minute; None before the first one."""
        files, seconds = (
            sum(getattr(one, name) for one in self._new.values()) for name in ("files", "seconds")
        )
        return 60 * files / seconds if seconds else None

    @property
    def left(self) -> float | None:
        """Seconds that the rest takes if all of it is new; None while nothing can be said of that."""
        own = self._left_of_this()
        paces = {kind: one.seconds / one.size for kind, one in self._new.items() if one.size}
        if paces:
            usual = sum(one.seconds for one in self._new.values()) / sum(
                one.size for one in self._new.values()
            )
        elif own is not None and self._size:
            usual = (self._clock() - self._since + own) / self._size
        else:
            return None
        rest = sum(size * paces.get(kind, usual) for kind, size in self._waiting.items())
        whole = self._size * paces.get(self._kind, usual)
        return max(0.0, rest - whole) + (whole * (1 - self._part) if own is None else own)

    def _left_of_this(self) -> float | None:
        """Seconds for the file that is being read in, by what it has taken since it was parsed; None before."""
        through = (self._part - STAGES["parse"]) / (1 - STAGES["parse"])
        if self._cut is None or through <= 0:
            return None
        return (self._clock() - self._cut) * (1 - through) / through


def share(stage: str, done: int, total: int) -> float:
    """How much of a file is through, 0 to 1, by about how long the stages take."""
    if stage not in STAGES:
        return 0.0
    before = sum(STAGES[name] for name in _ORDER[: _ORDER.index(stage)])
    return before + STAGES[stage] * (min(1.0, done / total) if total else 1.0)
