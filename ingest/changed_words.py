"""Which words of two runs of text are the same, and which were taken out or put in: exact offsets in both texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from ingest.model import Span
from ingest.sentences import split_sentences

Kind = Literal["same", "removed", "added"]

# A number with its decimals and the per cent sign is read as one word, and so is a word in Latin letters.
_TOKEN = re.compile(r"\d+(?:\.\d+)*[%％]?|[A-Za-z]+|\S")
_SHORTEST_SAME = 2  # words that two changes have between them by chance
_LONGEST = 2000  # words of a rewritten stretch that are still compared one by one


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``old`` in the old text, ``new`` in the new one; None where that text doesn't have it.

    The pieces of a change in order, less the added ones, are the old words; less the removed ones, the new words.
    """

    kind: Kind
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one clause: the runs they stand in, cut into tokens and into sentences of tokens.

    ``tokens`` are spans of ``text``; ``run`` numbers the run of each; ``sentences`` are ranges of tokens.
    """

    text: str
    tokens: tuple[Span, ...]
    run: tuple[int, ...]
    sentences: tuple[range, ...]

    @classmethod
    def of(cls, text: str, runs: Sequence[Span]) -> "Words":
        """The words of *runs* of *text*."""
        tokens: list[Span] = []
        numbers: list[int] = []
        sentences = []
        for number, run in enumerate(runs):
            for sentence in split_sentences(text, run.start, run.end):
                first = len(tokens)
                tokens += (Span(*m.span()) for m in _TOKEN.finditer(text, sentence.start, sentence.end))
                numbers += [number] * (len(tokens) - first)
                sentences.append(range(first, len(tokens)))
        return cls(text, tuple(tokens), tuple(numbers), tuple(sentences))

    def said(self, tokens: range) -> tuple[str, ...]:
        return tuple(self.tokens[i].of(self.text) for i in tokens)


Opcode = tuple[bool, range, range]  # whether the words are equal, tokens of the old, tokens of the new


def changed_words(old: Words, new: Words) -> tuple[Piece, ...]:
    """The pieces of a change from *old* to *new*: sentences are compared first, then words inside those that differ.

    White space doesn't count.
    """
    opcodes = list(_merged(_without_chance(_opcodes(old, new))))
    return tuple(piece for opcode in opcodes for piece in _pieces(old, new, opcode))


def _opcodes(old: Words, new: Words) -> Iterator[Opcode]:
    matcher = SequenceMatcher(
        None, [old.said(s) for s in old.sentences], [new.said(s) for s in new.sentences], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        before, after = _joined(old.sentences[i1:i2]), _joined(new.sentences[j1:j2])
        if tag == "replace" and max(len(before), len(after)) <= _LONGEST:
            yield from _word_opcodes(old, new, (before, after))
        else:
            yield tag == "equal", before, after


def _word_opcodes(old: Words, new: Words, at: tuple[range, range]) -> Iterator[Opcode]:
    before, after = at
    matcher = SequenceMatcher(None, old.said(before), new.said(after), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag == "equal", before[i1:i2], after[j1:j2]


def _joined(sentences: Sequence[range]) -> range:
    return range(sentences[0].start, sentences[-1].stop) if sentences else range(0)


def _without_chance(opcodes: Iterator[Opcode]) -> Iterator[Opcode]:
    """Single words that two changes share by chance belong to the change around them."""
    known = list(opcodes)
    for at, (equal, before, after) in enumerate(known):
        between = 0 < at < len(known) - 1 and not known[at - 1][0] and not known[at + 1][0]
        yield equal and not (between and len(before) < _SHORTEST_SAME), before, after


def _merged(opcodes: Iterator[Opcode]) -> Iterator[Opcode]:
    for equal, group in groupby(opcodes, key=lambda opcode: opcode[0]):
        parts = list(group)
        yield equal, _joined([o for _, o, _ in parts if o]), _joined([n for _, _, n in parts if n])


def _pieces(old: Words, new: Words, opcode: Opcode) -> Iterator[Piece]:
    equal, before, after = opcode
    if equal:
        pairs = [(old.run[i], new.run[j]) for i, j in zip(before, after, strict=True)]
        for _, group in groupby(range(len(pairs)), key=pairs.__getitem__):
            at = list(group)
            part = slice(at[0], at[-1] + 1)
            yield Piece("same", _span(old, before[part]), _span(new, after[part]))
        return
    yield from (Piece("removed", span, None) for span in _spans(old, before))
    yield from (Piece("added", None, span) for span in _spans(new, after))


def _spans(words: Words, tokens: range) -> Iterator[Span]:
    """One span for each run that *tokens* lie in."""
    for _, group in groupby(tokens, key=words.run.__getitem__):
        at = list(group)
        yield _span(words, range(at[0], at[-1] + 1))


def _span(words: Words, tokens: range) -> Span:
    return Span(words.tokens[tokens[0]].start, words.tokens[tokens[-1]].end)
