"""Facts of the metadata: a value, and the words of the text that support it."""

import re
from collections.abc import Sequence

from ingest.model import UNSTATED, Fact, Span
from ingest.normalise import fold

_BREAK = re.compile(r"[ \t\u3000\xa0]*[\r\n]+[ \t\u3000\xa0]*")
_WIDE = re.compile(r"[ \t\u3000\xa0]{2,}")


def fact_at(text: str, span: Span, value: str | tuple[str, ...] | None = None) -> Fact:
    """A fact quoted at *span*; without *value* the quote itself, joined where it was broken over lines."""
    quote = span.of(text)
    return Fact(
        value=value if value is not None else joined(quote), quote=quote, start=span.start, end=span.end
    )


def joined(words: str) -> str:
    """One line of what was printed on several."""
    return _WIDE.sub(" ", _BREAK.sub("", words)).strip()


def best_of(candidates: Sequence[Fact]) -> Fact:
    """The first candidate; the others that say something else are its alternatives. UNSTATED where there is none."""
    if not candidates:
        return UNSTATED
    first, seen, others = candidates[0], {_key(candidates[0])}, []
    for fact in candidates[1:]:
        if _key(fact) not in seen:
            seen.add(_key(fact))
            others.append(fact)
    return Fact(first.value, first.quote, first.start, first.end, tuple(others))


def _key(fact: Fact) -> str:
    return fold(fact.value if isinstance(fact.value, str) else "\n".join(fact.value or ()))
