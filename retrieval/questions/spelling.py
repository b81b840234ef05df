"""Wrongly written words of a question: a word that the library doesn't know, which sounds like one that it does."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.questions.sounds import sound, sounds
from retrieval.questions.terms import synonyms

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两〇零半几")
_LONGEST = 6
# Characters that speech puts between words: they are seldom a slip of the pen.
_PARTICLES = frozenset(
    "的地得了吗呢吧啊呀嘛么我你他她它们咱这那哪啥咋谁是不没有在到给让把被和跟就都也还又再能会要得去来上下里外个"
)

Frequency = Callable[[str], int]  # a pair of characters → how many passages of the library hold it


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed, and the word that was looked for in its stead."""

    typed: str
    meant: str

    @property
    def told(self) -> str:
        """What the user is told of it."""
        return f"已按“{self.meant}”查找（“{self.typed}”像是错别字）。"


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a run of Chinese characters, which may be a word."""

    run: str
    start: int
    end: int

    @property
    def typed(self) -> str:
        return self.run[self.start : self.end]

    @property
    def all_pairs(self) -> list[str]:
        return [self.run[i : i + 2] for i in range(self.start, self.end - 1)]

    def changed(self, meant: str) -> list[int]:
        """Where in the run *meant* differs."""
        return [at for at in range(self.start, self.end) if self.run[at] != meant[at - self.start]]

    def pairs(self, at: int) -> list[str]:
        """The pairs of the window's characters with the one at *at*."""
        first, last = max(self.start, at - 1), min(self.end - 1, at + 1)
        return [self.run[i : i + 2] for i in range(first, last)]


class Speller:
    """Corrects questions against the field's words and a library's; ``frequency`` tells which pairs that knows."""

    def __init__(self, frequency: Frequency) -> None:
        self._frequency = frequency

    def corrected(self, question: str) -> tuple[str, tuple[Correction, ...]]:
        """*question* with the words that it must mean, and what was changed; unchanged where nothing is in doubt."""
        pieces, found, done = [], [], 0
        for match in _HAN.finditer(question):
            for window, meant in self._slips(match[0]):
                start, end = match.start() + window.start, match.start() + window.end
                pieces += [question[done:start], meant]
                found.append(Correction(window.typed, meant))
                done = end
        return "".join([*pieces, question[done:]]), tuple(found)

    def _slips(self, run: str) -> Iterator[tuple[_Window, str]]:
        """Windows of *run* that are no words, with the words they must mean; they don't overlap."""
        at = 0
        while at < len(run) - 1:
            windows = (_Window(run, at, at + n) for n in range(min(_LONGEST, len(run) - at), 1, -1))
            meant = next(((w, word) for w in windows if (word := self._meant(w))), None)
            if meant:
                yield meant
            at = meant[0].end if meant else at + 1

    def _meant(self, window: _Window) -> str | None:
        """The commonest word that the window's characters may be a slip for."""
        if window.typed in _known() or not any(map(self._is_unknown, window.all_pairs)):
            return None
        words = {word for word in _candidates(window.typed) if self._is_slip(window, word)}
        return max(sorted(words), key=self._commonness, default=None)

    def _is_slip(self, window: _Window, word: str) -> bool:
        changed = window.changed(word)
        letters = {character for at in changed for character in (window.run[at], word[at - window.start])}
        if len(changed) > max(1, len(word) - 2) or letters & _NUMERALS or set(window.typed) & _PARTICLES:
            return False
        if _is_elsewhere(window) or any(_is_in_a_word(window, at) for at in changed):
            return False
        doubtful = (pair for at in changed for pair in window.pairs(at))
        return self._commonness(word) > 0 and all(map(self._is_unknown, doubtful))

    def _is_unknown(self, pair: str) -> bool:
        return pair not in _usual_pairs() and self._frequency(pair) == 0

    def _commonness(self, word: str) -> int:
        """How many passages hold the rarest pair of *word*."""
        return min(self._frequency(word[i : i + 2]) for i in range(len(word) - 1))


def _is_elsewhere(window: _Window) -> bool:
    """Whether one of its characters makes a word with a neighbour outside: in 老师有 the 师有 is no slip for 实有."""
    run, inside = window.run, range(window.start, window.end)
    spans = {
        (start, start + n) for n in (2, 3, 4) for at in inside for start in range(max(0, at - n + 1), at + 1)
    }
    across = ((start, end) for start, end in spans if start < window.start or end > window.end)
    return any(run[start:end] in _known() for start, end in across if end <= len(run))


def _is_in_a_word(window: _Window, at: int) -> bool:
    """Whether the character at *at* belongs to a shorter word inside the window: 初中数学 is no slip for 初中入学."""
    spans = ((start, start + n) for n in (2, 3) for start in range(max(window.start, at - n + 1), at + 1))
    return any(
        window.run[start:end] in _known()
        for start, end in spans
        if end <= window.end and end - start < len(window.typed)
    )


def _candidates(typed: str) -> Iterator[str]:
    """The words of the field that sound like *typed*."""
    return (word for spoken in sounds(typed) for word in _by_sound().get(spoken, ()))


@cache
def _field() -> frozenset[str]:
    """The words that a slip may stand for: official ones."""
    words = (*(word for official in synonyms().values() for word in official), *_listed("field_words.txt"))
    return frozenset(word for word in words if len(word) <= _LONGEST and _HAN.fullmatch(word))


@cache
def _known() -> frozenset[str]:
    """The words that are no slips: official, spoken and ordinary ones."""
    return _field() | frozenset(synonyms()) | frozenset(_listed("ordinary_words.txt"))


@cache
def _usual_pairs() -> frozenset[str]:
    """Pairs of characters that people write, words or not."""
    return frozenset(line[0] + second for line in _listed("usual_pairs.txt") for second in line[1:])


@cache
def _by_sound() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in _field():
        found.setdefault(sound(word), []).append(word)
    return found


def _listed(name: str) -> list[str]:
    return files("retrieval.questions").joinpath(name).read_text(encoding="utf-8").split()
