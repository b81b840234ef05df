"""Tags of a draft → the clauses that were offered; and whether each sentence stands in what it cites."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.gazetteer import gazetteer
from ingest.model import Span
from ingest.normalise import fold
from ingest.sentences import split_sentences
from retrieval.answer import Sentence
from retrieval.answers.wording import Cited, misstated
from retrieval.questions.naming import DOCUMENT_NUMBER, book_titles
from retrieval.questions.places import foreign_places
from retrieval.questions.quantities import quantities

T = TypeVar("T")

_OPEN, _CLOSE = r"[\[［【〔]", r"[\]］】〕]"
TAG = re.compile(rf"\s*{_OPEN}\s*[CcＣ]\s*[0-9０-９]+(?:\s*[,，、;；]\s*[CcＣ]?\s*[0-9０-９]+)*\s*{_CLOSE}")
_NUMBER_IN_TAG = re.compile(r"[0-9０-９]+")
# What ends an organisation's name; the characters before it tell which one is meant.
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:教育局|教体局|财政局|人民政府|政府办公室|委员会|教委|领导小组|办公室|督导室|基金会|研究院|进修学校|教研室|大学|学院|"
    r"实验学校|中学|小学|幼儿园|[财编住自卫民文人公司检法审][\u4e00-\u9fff]{1,6}局|[计组监体宣基督][\u4e00-\u9fff]{1,4}科)"
)
_BODY_PREFIX = re.compile(
    r"^.*(?:其中|加上|所有|每所|公办|民办|城区|新区|乡镇|农村|乡村|城乡|普通|组织|由|向|和|与|及|、|给|是|归|对|在|为|请|的|报|经|按|受|让|使|，|,)"
)
_FEWEST_BODY = 3
_KNOWN_BODY = 5  # so many of a name's last characters in the clause are that name: 加上区教师进修学校
_ENUMERATED = re.compile(
    r"^\s*(?:[①-⑳]|[（(]?\d{1,2}[）)、.．](?!\d)|[-*•])\s*"
)  # how models number what they list
_KEPT = re.compile(r"^[\u4e00-\u9fff]{2,}[\[(]")  # what is left of a 文号 once 根据 and the like are cut off


@dataclass(frozen=True, slots=True)
class Drafted:
    """One sentence of a draft without its tags, the offers it cites (from 0), and the tags nobody issued."""

    text: str
    cited: tuple[int, ...]
    invented: tuple[str, ...]
    end: int  # in the draft, its tags included


def read_draft(draft: str, offered: int) -> tuple[Drafted, ...]:
    """The sentences of *draft*, each with the tags that stand in it or right after it; [C1]…[C*offered*] exist."""
    return tuple(_drafted(draft, span, offered) for span in _sentences_with_tags(draft))


def check(sentence: str, cited: Sequence[Cited], foreign: Sequence[str] = ()) -> str | None:
    """Why *sentence* is not supported by the clauses it cites, in Chinese; None where it is.

    Its figures, dates, percentages, document numbers, titles, places and named bodies must stand in them or in their
    headings, after folding, and it must say what they say; *foreign* are names of places that they are not of.
    """
    if not cited:
        return "没有注明依据的条款"
    sentence = _ENUMERATED.sub("", sentence)
    source = "\n".join(line for one in cited for line in (one.words, *one.path))
    for what, absent in (
        ("文号", _absent_numbers(sentence, source)),
        ("数字、日期或比例", _absent_quantities(sentence, source)),
        ("文件名称", _absent_titles(sentence, source)),
        ("单位名称", _absent_bodies(sentence, source)),
        ("地名", _absent_places(sentence, source, foreign)),
    ):
        if absent:
            return f"{what}“{'”“'.join(absent)}”不在所引条款中"
    return misstated(sentence, cited)


def checked(
    text: str,
    numbers: Sequence[int],
    cited: Sequence[Cited],
    *,
    invented: Sequence[str] = (),
    foreign: Sequence[str] = (),
) -> Sentence:
    """The sentence with its verdict; a tag nobody issued is reason enough to doubt it."""
    why = f"引用了并未提供的条款{'、'.join(invented)}" if invented else check(text, cited, foreign)
    return Sentence(text, tuple(numbers), "supported" if why is None else "unverified", why)


def numbered(order: Iterable[T]) -> Mapping[T, int]:
    """Each distinct item with its number, from 1, in order of first mention."""
    return {item: n for n, item in enumerate(dict.fromkeys(order), start=1)}


def _sentences_with_tags(draft: str) -> list[Span]:
    """Sentences of *draft*; a tag behind the full stop belongs to the sentence before it."""
    spans: list[Span] = []
    for span in split_sentences(draft, 0, len(draft)):
        tags = _leading_tags(draft, span)
        if tags and spans:
            spans[-1] = Span(spans[-1].start, tags)
            span = Span(tags, span.end)
        if draft[span.start : span.end].strip():
            spans.append(span)
    return spans


def _leading_tags(draft: str, span: Span) -> int | None:
    position = span.start
    while match := TAG.match(draft, position, span.end):
        position = match.end()
    return position if position > span.start else None


def _drafted(draft: str, span: Span, offered: int) -> Drafted:
    words = span.of(draft)
    numbers = [int(n) for tag in TAG.findall(words) for n in _NUMBER_IN_TAG.findall(tag)]
    known = dict.fromkeys(n - 1 for n in numbers if 1 <= n <= offered)
    invented = dict.fromkeys(f"[C{n}]" for n in numbers if not 1 <= n <= offered)
    return Drafted(TAG.sub("", words).strip(), tuple(known), tuple(invented), span.end)


def _absent_numbers(sentence: str, source: str) -> list[str]:
    """文号 whose last characters before the bracket, and everything from there, are not cited."""
    folded = fold(source)
    found = (match[0] for match in DOCUMENT_NUMBER.finditer(fold(sentence)))
    return [n for n in found if not any(n[at:] in folded for at in range(len(n)) if _KEPT.search(n[at:]))]


def _absent_quantities(sentence: str, source: str) -> list[str]:
    there = quantities(source)
    return list(dict.fromkeys(q.printed for q in quantities(sentence) if not q.stands_in(there)))


def _absent_titles(sentence: str, source: str) -> list[str]:
    folded = fold(source)
    return [f"《{title}》" for title in book_titles(sentence) if title not in folded]


def _absent_bodies(sentence: str, source: str) -> list[str]:
    words, folded = fold(sentence), fold(source)
    names = (_BODY_PREFIX.sub("", match[0]) for match in _BODY.finditer(words))
    absent = (n for n in names if len(n) >= _FEWEST_BODY and n[-max(_KNOWN_BODY, len(n) - 3) :] not in folded)
    return list(dict.fromkeys(absent))


def _absent_places(sentence: str, source: str, foreign: Sequence[str]) -> list[str]:
    """Places with their administrative suffix, of the gazetteer, or in *foreign*, that are not cited."""
    words, folded = fold(sentence), fold(source)
    found = re.findall(r"([\u4e00-\u9fff]{2,4})(?=[省市区县])", words)
    names = [name[-n:] for name in found for n in (4, 3, 2) if name[-n:] in gazetteer()]
    names += [name for name in foreign if name in words]
    absent = dict.fromkeys(name for name in names if name not in folded)
    return list(dict.fromkeys([*absent, *foreign_places(words, folded)]))
