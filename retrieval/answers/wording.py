"""Whether a sentence says what its clause says as strongly, the same way round, and of the same time.

Phrase by phrase: each is held against the phrase of the cited words that it is most like.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.commitments.strength import MUST
from ingest.normalise import fold
from retrieval.grams import grams
from retrieval.questions.quantities import read_han

UNLIKE = 0.2  # share of a sentence's pairs of characters below which its clause does not speak of it:
# of 145 answers written by hand 1 in 50 lies below .36, of sentences beside a clause drawn by chance 19 in 20 below .18
_ALIKE = 0.35  # share of a phrase's pairs from which a cited phrase is what it retells
_FEWEST_PAIRS = 3
_PHRASE = re.compile(r"[^,;.!?:\n]+")

_FORBIDS = re.compile(r"严禁|禁止|不得|不准|不允许|不许|不能|不可(?!或缺|少)|不予|杜绝|严格控制")
_BINDS = re.compile(r"必须|务必|确保|一律|严禁|不得|禁止|不准|应当")
_HEDGES = re.compile(
    r"鼓励|争取|力争|力求|努力|尽量|尽可能|探索|试行|倡导|提倡|原则上|有条件的|(?<!的)支持(?=[^力])|逐步"
)
_SOFT = re.compile(_HEDGES.pattern + r"|可以|允许|可(?=[^能])|希望|建议|适当|积极|目标|试点|引导")
_DONE = re.compile(r"已(?!有规定|过期|废止)|累计|近年来|完成了|建成了|实现了|取得了|落实了|形成了")
_PROMISES = re.compile(
    r"将(?=[要会于在]|继续|进一步|全面|建|新建|完成|达到|实现|开展|组织|举办|安排|投入|培养|改造)|必须|确保|力争|计划(?=[在于到建])|拟(?=[建于])|下一步|今后"
)
_PAST_PART = re.compile(r"(?:指出|介绍|回顾|总结|通报|肯定)$|成效|成绩|工作回顾|取得.{0,6}进展")
_ASKS = re.compile(r"要求$|强调$|下一步")
_AMOUNT = r"([\d.]+|[〇一二三四五六七八九十百千万两]+)"
_AT_LEAST = re.compile(
    rf"(?:不少于|不低于|不小于|不早于|至少|最少){_AMOUNT}|{_AMOUNT}[^\d,;.]{{0,4}}?及?以上"
)
_AT_MOST = re.compile(
    rf"(?:不超过|不高于|不多于|不大于|不晚于|至多|最多){_AMOUNT}|{_AMOUNT}[^\d,;.]{{0,4}}?(?:以内|以下|之内)"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of a clause that a sentence cites, and its headings from the root."""

    words: str
    path: tuple[str, ...] = ()

    @property
    def tells_of_the_past(self) -> bool:
        """Whether it stands in a part that reports what was done (某某指出…, 主要成效), not what is asked for."""
        for heading in reversed(self.path):
            if _ASKS.search(heading):
                return False
            if _PAST_PART.search(heading):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Told:
    """A phrase of an answer, and the cited phrase that it retells, with the clause of that."""

    phrase: str
    source: str
    cited: Cited


def misstated(sentence: str, cited: Sequence[Cited]) -> str | None:
    """Why *sentence* does not say what the *cited* words say, in Chinese; None where nothing speaks against it."""
    words = fold(sentence)
    if is_unlike(words, "\n".join((*(c.words for c in cited), *(h for c in cited for h in c.path)))):
        return "所引条款没有说到这句话的内容"
    if turned := _turned_bound(words, fold("\n".join(c.words for c in cited))):
        return turned
    return next((why for told in _retold(words, cited) if (why := _against(told, words))), None)


def is_unlike(sentence: str, source: str) -> bool:
    """Whether hardly a pair of the sentence's characters stands in *source*; never for a few characters."""
    pairs = _pairs(sentence)
    return len(pairs) > _FEWEST_PAIRS and len(pairs & _pairs(source)) / len(pairs) < UNLIKE


def _against(told: _Told, sentence: str) -> str | None:
    checks = (_of_another_time, _turned_round, _hardened, _softened)
    return next((why for check in checks if (why := check(told, sentence))), None)


def _of_another_time(told: _Told, sentence: str) -> str | None:
    done = bool(_DONE.search(told.source)) or told.cited.tells_of_the_past
    if done and _PROMISES.search(sentence) and not _DONE.search(sentence):
        return f"原文“{told.source}”说的是已经做过的事，不是今后的要求"
    claimed = _DONE.search(told.phrase)
    if claimed and not done and not _DONE.search(fold(told.cited.words)):
        return f"原文“{told.source}”没有说已经做到"
    return None


def _turned_round(told: _Told, sentence: str) -> str | None:
    forbids = _FORBIDS.search(told.source)
    if forbids and not _FORBIDS.search(sentence):
        return f"原文写的是“{forbids[0]}”，句子没有写出"
    if _FORBIDS.search(told.phrase) and not forbids and not _FORBIDS.search(fold(told.cited.words)):
        return f"原文“{told.source}”没有禁止"
    return None


def _hardened(told: _Told, sentence: str) -> str | None:
    hedge = _HEDGES.search(told.source)
    if hedge and not _SOFT.search(sentence) and not _BINDS.search(told.source):
        hard = _BINDS.search(sentence) or MUST.search(sentence)
        return f"原文用语是“{hedge[0]}”，" + (f"不是“{hard[0]}”" if hard else "句子没有保留")
    return None


def _softened(told: _Told, sentence: str) -> str | None:
    binding, soft = _BINDS.search(told.source), _SOFT.search(told.phrase)
    if binding and soft and not _SOFT.search(fold(told.cited.words)) and not _BINDS.search(sentence):
        return f"原文用语是“{binding[0]}”，不是“{soft[0]}”"
    return None


def _turned_bound(sentence: str, source: str) -> str | None:
    """不少于2年 told as 不超过2年."""
    for claimed, opposite in ((_AT_LEAST, _AT_MOST), (_AT_MOST, _AT_LEAST)):
        wrong = (_amounts(claimed, sentence) - _amounts(claimed, source)) & _amounts(opposite, source)
        for match in claimed.finditer(sentence):
            if _amount(match) in wrong:
                return f"“{match[0]}”与原文所写的上限或下限相反"
    return None


def _amounts(bound: re.Pattern[str], words: str) -> set[float]:
    return {_amount(match) for match in bound.finditer(words)}


def _amount(match: re.Match[str]) -> float:
    printed = (match[1] or match[2]).strip(".")
    return float(printed) if re.fullmatch(r"\d+(?:\.\d+)?", printed) else read_han(printed) or -1.0


def _retold(sentence: str, cited: Sequence[Cited]) -> Iterator[_Told]:
    """The phrases of *sentence* that retell a cited one."""
    sources = [(phrase, c) for c in cited for phrase in _PHRASE.findall(fold(c.words))]
    for phrase in _PHRASE.findall(sentence):
        pairs = _pairs(phrase)
        if len(pairs) <= _FEWEST_PAIRS or not sources:
            continue
        source, clause = max(sources, key=lambda s: len(pairs & _pairs(s[0])))
        if len(pairs & _pairs(source)) / len(pairs) >= _ALIKE:
            yield _Told(phrase, source, clause)


def _pairs(words: str) -> set[str]:
    return {gram for gram in grams(words) if len(gram) == 2}
